namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>M/D/c where arrivals are Poisson: workers that take a fixed time, one queue without a limit. Its limit is workers ÷ time.</summary>
/// <param name="workers">c</param>
/// <param name="seconds">that each request takes; of the time since the trial began and since the search began</param>
internal sealed class Queue(int workers, Func<double, double, double> seconds) : IServerModel
{
    private readonly double[] _free = new double[workers];
    private double _began;

    public Queue(int workers, double limit)
        : this(workers, (_, _) => workers / limit) { }

    public void Begin(double now)
    {
        _began = now;
        Array.Clear(_free);
    }

    public double? Serve(double at)
    {
        var worker = Array.IndexOf(_free, _free.Min());
        var ends = Math.Max(at, _free[worker]) + seconds(at, _began + at);
        _free[worker] = ends;
        return ends;
    }
}
