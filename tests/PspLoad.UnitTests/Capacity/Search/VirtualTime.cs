namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>A clock that moves when it is told to, to the nanosecond.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private long nanoseconds;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => nanoseconds;

    public void Advance(double seconds) => nanoseconds += (long)(seconds * 1e9);
}
