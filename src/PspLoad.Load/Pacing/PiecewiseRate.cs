namespace PspLoad.Load.Pacing;

/// <summary>Straight segments one after the other; the rate may jump between two.</summary>
public sealed class PiecewiseRate : RateProfile
{
    private readonly RateSegment[] _segments;
    private readonly double[] _startTimes;
    private readonly double[] _startArrivals;

    /// <exception cref="ArgumentException">no segment, a length that is not positive, or a rate that is negative or not finite</exception>
    public PiecewiseRate(IEnumerable<RateSegment> segments)
    {
        _segments = [.. segments];
        if (_segments.Length == 0)
            throw new ArgumentException("a rate profile needs at least one segment", nameof(segments));
        _startTimes = new double[_segments.Length + 1];
        _startArrivals = new double[_segments.Length + 1];
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (!(segment.Seconds > 0) || !double.IsFinite(segment.Seconds))
                throw new ArgumentException($"segment {i + 1} lasts {segment.Seconds} s; it must be more than 0", nameof(segments));
            if (!(segment.From >= 0) || !(segment.To >= 0) || !double.IsFinite(segment.From) || !double.IsFinite(segment.To))
                throw new ArgumentException($"segment {i + 1} goes from {segment.From} to {segment.To} per second; a rate is 0 or more", nameof(segments));
            _startTimes[i + 1] = _startTimes[i] + segment.Seconds;
            _startArrivals[i + 1] = _startArrivals[i] + segment.Arrivals;
        }
        Peak = _segments.Max(segment => Math.Max(segment.From, segment.To));
    }

    public override double Seconds => _startTimes[^1];

    public override double Peak { get; }

    public override double RateAt(double time)
    {
        if (time < 0 || time >= Seconds)
            return 0;
        var i = IndexOf(_startTimes, time);
        var segment = _segments[i];
        return segment.From + (segment.To - segment.From) * (time - _startTimes[i]) / segment.Seconds;
    }

    public override double ArrivalsBy(double time)
    {
        if (time <= 0)
            return 0;
        if (time >= Seconds)
            return _startArrivals[^1];
        var i = IndexOf(_startTimes, time);
        var segment = _segments[i];
        var t = time - _startTimes[i];
        return _startArrivals[i] + segment.From * t + (segment.To - segment.From) / (2 * segment.Seconds) * t * t;
    }

    public override double TimeOf(double arrivals)
    {
        if (arrivals < 0)
            return 0;
        if (arrivals >= _startArrivals[^1])
            return double.PositiveInfinity;
        var i = IndexOf(_startArrivals, arrivals);
        var segment = _segments[i];
        var n = arrivals - _startArrivals[i];
        // Solve From·t + slope/2·t² = n. This form of the root keeps its digits when the slope is near 0, and takes n = 0 at rate 0.
        var slope = (segment.To - segment.From) / segment.Seconds;
        var denominator = segment.From + Math.Sqrt(Math.Max(0, segment.From * segment.From + 2 * slope * n));
        return _startTimes[i] + (denominator > 0 ? Math.Min(segment.Seconds, 2 * n / denominator) : 0);
    }

    /// <summary>Index of the segment that <paramref name="value"/> falls into; <paramref name="starts"/> has one more element, the end.</summary>
    private static int IndexOf(double[] starts, double value)
    {
        var i = Array.BinarySearch(starts, value);
        if (i < 0)
            return Math.Min(~i - 1, starts.Length - 2);
        // The same number of arrivals at several starts means segments at rate 0 between them: the next arrival comes after them.
        while (i < starts.Length - 1 && starts[i + 1] <= value)
            i++;
        return Math.Min(i, starts.Length - 2);
    }
}
