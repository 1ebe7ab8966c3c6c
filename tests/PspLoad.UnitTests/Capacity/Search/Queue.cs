namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>M/D/c where arrivals are Poisson: workers that take a fixed time, one queue without a limit. Its limit is workers ÷ time.</summary>
/// <param name="workers">c</param>
/// <param name="seconds">that each request takes; of the time since the trial began and since the search began</param>
internal sealed class Queue(int workers, Func<double, double, double> seconds) : IServerModel
{
    private readonly double[] free = new double[workers];
    private double began;

    public Queue(int workers, double limit)
        : this(workers, (_, _) => workers / limit)
    {
    }

    public void Begin(double now)
    {
        began = now;
        Array.Clear(free);
    }

    public double? Serve(double at)
    {
        var worker = Array.IndexOf(free, free.Min());
        var ends = Math.Max(at, free[worker]) + seconds(at, began + at);
        free[worker] = ends;
        return ends;
    }
}
