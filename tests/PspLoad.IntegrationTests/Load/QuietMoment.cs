using System.Diagnostics;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// Finds a run that nobody disturbed. A run that is judged INVALID may be repeated, and says so; a machine that others work on all the time
/// can show nothing
/// about an undisturbed injector, and the test is skipped with what they took. INVALID without anybody to blame is a failure.
/// </summary>
internal static class QuietMoment
{
    private const int MaxRuns = 4;

    /// <summary>Of the machine's CPU over the whole run, its start included; a browser or a compiler takes more, a machine that waits takes
    /// less.</summary>
    private const double DisturbingPercent = 5;

    /// <summary>Another guest of the host, or a build, is busy for a while.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_probe = TimeSpan.FromMilliseconds(250);

    /// <param name="runAsync">starts its processes, and has ended them when it returns</param>
    /// <param name="reasonsOf">the ids of why the run was judged INVALID; none where it was VALID</param>
    public static async Task<T> FindAsync<T>(Func<Task<T>> runAsync, Func<T, IReadOnlyCollection<string>> reasonsOf)
    {
        var blamed = 0;
        var log = new List<string>();
        for (var run = 1; run <= MaxRuns; run++)
        {
            var before = Bystanders.Begin();
            var result = await runAsync();
            var reasons = reasonsOf(result);
            if (reasons.Count == 0)
                return result;
            var others = before.PercentSince();
            // The run's own figure of the hypervisor is of the load alone, and so closer to it than ours of the whole run.
            var isBlamed = others > DisturbingPercent || reasons.Contains("steal", StringComparer.Ordinal);
            blamed += isBlamed ? 1 : 0;
            log.Add($"run {run} was INVALID while others took {others:0} % of the machine's CPU: {result}");
            TestContext.Current.TestOutputHelper?.WriteLine(log[^1]);
            if (isBlamed && run < MaxRuns)
                await UntilLeftAloneAsync(TestContext.Current.CancellationToken);
        }
        Assert.SkipWhen(blamed == MaxRuns, $"others disturbed every one of {MaxRuns} runs. {string.Join(' ', log)}");
        throw new InvalidOperationException(string.Join('\n', log));
    }

    /// <summary>
    /// Waits, but not for ever, until others leave the CPU alone three times on end. What a hypervisor takes shows only while somebody
    /// wants it; for most of the time nobody does,
    /// or the probe itself would use up what this machine is granted.
    /// </summary>
    private static async Task UntilLeftAloneAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 3 && Stopwatch.GetElapsedTime(begun) < s_patience; )
        {
            var before = Bystanders.Begin();
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(WantTheCpu, cancellationToken)));
            quiet = before.PercentSince() > DisturbingPercent ? 0 : quiet + 1;
            await Task.Delay(3 * s_probe, cancellationToken);
        }
    }

    private static void WantTheCpu()
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < s_probe; )
            Thread.SpinWait(100);
    }
}
