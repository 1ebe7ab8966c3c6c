using PspLoad.Core.Files;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Drawing;

/// <summary>A picture and its figures.</summary>
/// <param name="Name">name of its files, without extension</param>
/// <param name="Caption">what the picture shows, one sentence</param>
/// <param name="Alternative">what the picture says, for readers who cannot see it</param>
/// <param name="Picture">the picture</param>
/// <param name="Data">all its figures, not reduced to the resolution of the picture</param>
internal sealed record Chart(string Name, string Caption, string Alternative, Picture Picture, CsvTable Data)
{
    /// <summary>Writes three files: PNG at twice the size, SVG and CSV.</summary>
    /// <param name="folder">made if missing</param>
    /// <returns>content of the PNG</returns>
    public byte[] WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Name);
        var png = Picture.ToPng(scale: 2);
        DurableFile.Write(file + ".png", png);
        DurableFile.Write(file + ".svg", Picture.ToSvg());
        DurableFile.Write(file + ".csv", Data.ToText());
        return png;
    }
}
