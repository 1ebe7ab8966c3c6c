namespace PspLoad.Core.Runs.Failover;

/// <summary>Bins of time from the first that is still needed to the last that has something; older ones are given back.</summary>
/// <param name="first">number of the first bin</param>
internal sealed class BinQueue(long first)
{
    /// <summary>Of a bin, ns: far below the 50 ms that a time to recover is true to.</summary>
    public const long Width = 2_000_000;

    private RequestBin[] _bins = new RequestBin[1024];
    private int _start;
    private int _count;

    /// <summary>Number of the first bin that is held.</summary>
    public long First { get; private set; } = first;

    /// <summary>Number of the bin after the last one.</summary>
    public long End => First + _count;

    public static long NumberOf(long nanoseconds) => (long)Math.Floor((double)nanoseconds / Width);

    /// <summary>The bin of that number, made where it is not there; it is <see cref="First"/> or later.</summary>
    public ref RequestBin this[long number]
    {
        get
        {
            while (End <= number)
                Append();
            return ref _bins[(_start + (int)(number - First)) % _bins.Length];
        }
    }

    /// <summary>Gives back the first bin.</summary>
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
