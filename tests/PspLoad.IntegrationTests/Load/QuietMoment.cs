using System.Diagnostics;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// Finds a run that nothing else on the machine disturbed. An INVALID run is logged and repeated if other processes used the CPU meanwhile. If they
/// disturb every run, the test is skipped and the reason gives their CPU share: such a machine cannot show how an undisturbed injector behaves.
/// The test fails if a run was INVALID without such a cause.
/// </summary>
internal static class QuietMoment
{
    private const int MaxRuns = 4;

    /// <summary>Percentage of the machine's CPU over the whole run and its start-up. A browser or a compiler takes more, an idle machine less.</summary>
    private const double DisturbingPercent = 5;

    /// <summary>How long to wait for another guest of the host, or for a build, to become idle.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_probe = TimeSpan.FromMilliseconds(250);

    /// <param name="runAsync">starts its processes, and ends them before it returns</param>
    /// <param name="reasonsOf">the ids of the findings that made the run INVALID; empty for a VALID run</param>
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
            // The run's own figure of steal covers the load only. It is closer than ours, which covers the whole run.
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
    /// Waits, for a limited time, until three probes in a row see no other load. Steal shows only while this machine wants the CPU, so a probe
    /// spins on all cores. Between probes it pauses, or the probes themselves would use up the CPU time that the hypervisor grants.
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
