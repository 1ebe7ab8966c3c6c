using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>The parts of docs/reconciliation.md that are written from the judge. <c>PSPLOAD_UPDATE_GOLDEN=1</c> writes them anew.</summary>
internal static class JudgePage
{
    private static readonly Lock s_oneAtATime = new();

    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "reconciliation.md");

    public static void Equal(string part, string expected)
    {
        lock (s_oneAtATime)
        {
            var (begin, end) = ($"<!-- {part} -->\n", $"<!-- end of {part} -->\n");
            var page = File.ReadAllText(s_file);
            var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            var to = page.IndexOf(end, StringComparison.Ordinal);
            Golden.EqualPath(s_file, page[..from] + expected + page[to..]);
        }
    }
}
