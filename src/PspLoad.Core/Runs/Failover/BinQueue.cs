namespace PspLoad.Core.Runs.Failover;

/// <summary>Time bins, from the first one still needed to the last one with content. Older bins are released.</summary>
/// <param name="first">number of the first bin</param>
internal sealed class BinQueue(long first)
{
    /// <summary>Width of a bin, ns. It is far below 50 ms, the accuracy of a time to recover.</summary>
    public const long Width = 2_000_000;

    private RequestBin[] _bins = new RequestBin[1024];
    private int _start;
    private int _count;

    /// <summary>Number of the first bin held.</summary>
    public long First { get; private set; } = first;

    /// <summary>Number of the bin after the last one.</summary>
    public long End => First + _count;

    public static long NumberOf(long nanoseconds) => (long)Math.Floor((double)nanoseconds / Width);

    /// <summary>The bin with that number, created if missing. The number must be at least <see cref="First"/>.</summary>
    public ref RequestBin this[long number]
    {
        get
        {
            while (End <= number)
                Append();
            return ref _bins[(_start + (int)(number - First)) % _bins.Length];
        }
    }

    /// <summary>Removes the first bin and returns it.</summary>
    public RequestBin Take()
    {
        var bin = this[First];
        _start = (_start + 1) % _bins.Length;
        _count--;
        First++;
        return bin;
    }

    private void Append()
    {
        if (_count == _bins.Length)
        {
            var larger = new RequestBin[_bins.Length * 2];
            for (var i = 0; i < _count; i++)
                larger[i] = _bins[(_start + i) % _bins.Length];
            (_bins, _start) = (larger, 0);
        }
        _bins[(_start + _count++) % _bins.Length] = RequestBin.Empty;
    }
}
