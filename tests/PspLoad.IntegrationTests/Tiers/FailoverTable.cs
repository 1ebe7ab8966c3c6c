namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Writes lines for the table in docs/operations/failover.md to the test's output and to <c>failover.md</c> in the output folder of the tests.
/// </summary>
internal static class FailoverTable
{
    public static void Add(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "failover.md"), line + "\n");
    }
}
