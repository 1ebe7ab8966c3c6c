namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// Finds a run that nobody disturbed. A run that is judged INVALID may be repeated, and says so; a machine that others work on all the time can show nothing
/// about an undisturbed injector, and the test is skipped with what they took. INVALID without anybody to blame is a failure.
/// </summary>
internal static class QuietMoment
{
    private const int MaxRuns = 4;

    /// <summary>Of the machine's CPU over the whole run, its start included; a browser or a compiler takes more, a machine that waits takes less.</summary>
    private const double DisturbingPercent = 5;

    /// <param name="runAsync">starts its processes, and has ended them when it returns</param>
    /// <param name="isValid">whether the run was judged VALID</param>
    public static async Task<T> FindAsync<T>(Func<Task<T>> runAsync, Func<T, bool> isValid)
    {
        var blamed = 0;
        var log = new List<string>();
        for (var run = 1; run <= MaxRuns; run++)
        {
            var before = Bystanders.Begin();
            var result = await runAsync();
            if (isValid(result))
                return result;
            var others = before.PercentSince();
            blamed += others > DisturbingPercent ? 1 : 0;
            log.Add($"run {run} was INVALID while others took {others:0} % of the machine's CPU: {result}");
            TestContext.Current.TestOutputHelper?.WriteLine(log[^1]);
        }
        Assert.SkipWhen(blamed == MaxRuns, $"others disturbed every one of {MaxRuns} runs. {string.Join(' ', log)}");
        throw new InvalidOperationException(string.Join('\n', log));
    }
}
