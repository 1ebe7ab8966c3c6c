using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Charts;

/// <summary>Writes charts into a folder: picture for screens and print (PNG at twice its size), picture without resolution (SVG), figures (CSV).</summary>
internal static class ChartFiles
{
    /// <summary>Below the run's folder.</summary>
    public const string Folder = "charts";

    /// <returns>the PNG</returns>
    public static byte[] Write(string folder, Chart chart)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, chart.Name);
        var png = chart.Figure.ToPng(scale: 2);
        WholeFile.Write(file + ".png", png);
        WholeFile.Write(file + ".svg", chart.Figure.ToSvg());
        WholeFile.Write(file + ".csv", chart.Data.ToText());
        return png;
    }
}
