namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>A clock that only moves when told to, with nanosecond resolution.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private long _nanoseconds;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _nanoseconds;

    public void Advance(double seconds) => _nanoseconds += (long)(seconds * 1e9);
}
