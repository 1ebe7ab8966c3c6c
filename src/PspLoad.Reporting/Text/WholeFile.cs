using System.Text;

namespace PspLoad.Reporting.Text;

/// <summary>Writes a file under a temporary name and renames it, so that nobody reads half of it.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string file, string text) => Write(file, s_utf8.GetBytes(text));

    public static void Write(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".partial", content);
        File.Move(file + ".partial", file, overwrite: true);
    }
}
