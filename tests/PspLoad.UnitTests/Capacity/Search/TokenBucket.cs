namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>Carries exactly its rate. A request without a token is refused.</summary>
/// <param name="rate">tokens per second</param>
/// <param name="burst">maximum number of tokens</param>
internal sealed class TokenBucket(double rate, double burst) : IServerModel
{
    private double _tokens;
    private double _last;

    public void Begin(double now) => (_tokens, _last) = (burst, 0);

    public double? Serve(double at)
    {
        _tokens = Math.Min(burst, _tokens + (at - _last) * rate);
        _last = at;
        if (_tokens < 1)
            return null;
        _tokens--;
        return at + 0.002;
    }
}
