namespace PspLoad.Reporting.Comparison;

/// <summary>
/// How much a run's figures could have differed by chance: its seconds are drawn anew, in blocks of five neighbours because a slow second is rarely alone
/// (moving block bootstrap, Künsch 1989). Equal seeds, equal intervals.
/// </summary>
internal static class Bootstrap
{
    public const int Block = 5;
    public const int Rounds = 400;

    /// <summary>Fewer seconds than this are no sample.</summary>
    public const int LeastSeconds = 20;

    /// <summary>Figures of <see cref="Rounds"/> resampled runs.</summary>
    public static ComparedRun.Figures[] Resample(ComparedRun run, Random random)
    {
        var all = new ComparedRun.Figures[Rounds];
        var count = run.Seconds.Count;
        for (var round = 0; round < Rounds; round++)
        {
            var drawn = new List<ComparedSecond>(count + Block);
            while (drawn.Count < count)
            {
                var begin = random.Next(count - Block + 1);
                for (var i = 0; i < Block && drawn.Count < count; i++)
                    drawn.Add(run.Seconds[begin + i]);
            }
            all[round] = ComparedRun.FiguresOf(drawn);
        }
        return all;
    }

    /// <summary>The middle 95 % of values.</summary>
    public static (double Low, double High) Interval(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(int)(0.025 * (sorted.Count - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Count - 1))]);
    }
}
