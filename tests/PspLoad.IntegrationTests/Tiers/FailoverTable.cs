namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Lines for the table in docs/operations/failover.md, in the test's output and in <c>failover.md</c> beside the tests.</summary>
internal static class FailoverTable
{
    public static void Add(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "failover.md"), line + "\n");
    }
}
