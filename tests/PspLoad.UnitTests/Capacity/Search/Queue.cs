namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>An M/D/c queue if arrivals are Poisson: fixed service time, one unbounded queue. Its limit is workers ÷ service time.</summary>
/// <param name="workers">number of workers, c</param>
/// <param name="seconds">service time in seconds, as a function of the seconds since the trial began and since the search began</param>
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
