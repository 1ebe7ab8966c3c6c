namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>A clock that moves when it is told to, to the nanosecond.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private long _nanoseconds;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _nanoseconds;

    public void Advance(double seconds) => _nanoseconds += (long)(seconds * 1e9);
}
