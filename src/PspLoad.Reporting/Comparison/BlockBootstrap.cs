namespace PspLoad.Reporting.Comparison;

/// <summary>
/// Estimates how much the figures of a run vary by chance. Resamples its seconds with replacement, in blocks of five neighbours because slow seconds come
/// together (moving block bootstrap, Künsch 1989). Equal seeds give equal intervals.
/// </summary>
internal static class BlockBootstrap
{
    /// <summary>Seconds in a block.</summary>
    public const int Block = 5;

    public const int Rounds = 400;

    /// <summary>Shorter runs are not resampled.</summary>
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
