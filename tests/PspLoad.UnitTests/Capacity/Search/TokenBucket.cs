namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>Carries exactly its rate: a request without a token is refused.</summary>
/// <param name="rate">tokens a second</param>
/// <param name="burst">that it holds at most</param>
internal sealed class TokenBucket(double rate, double burst) : IServerModel
{
    private double tokens;
    private double last;

    public void Begin(double now) => (tokens, last) = (burst, 0);

    public double? Serve(double at)
    {
        tokens = Math.Min(burst, tokens + (at - last) * rate);
        last = at;
        if (tokens < 1)
            return null;
        tokens--;
        return at + 0.002;
    }
}
