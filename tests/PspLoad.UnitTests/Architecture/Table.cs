namespace PspLoad.UnitTests.Architecture;

/// <summary>A table in a Markdown file.</summary>
internal static class Table
{
    /// <param name="file">path</param>
    /// <param name="heading">the line with the names of the columns</param>
    /// <returns>the lines below the heading and its dashes, as written</returns>
    public static IEnumerable<string> In(string file, string heading) =>
        File.ReadLines(file).SkipWhile(line => line != heading).Skip(2).TakeWhile(line => line.StartsWith('|'));
}
