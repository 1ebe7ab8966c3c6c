namespace PspLoad.Load.Recording;

/// <summary>A piece of one thread's samples. One thread appends, the recorder reads behind it; neither waits.</summary>
internal sealed class SampleChunk
{
    public const int Capacity = 1024;

    private readonly Sample[] _samples = new Sample[Capacity];
    private int _written;
    private int _read;
    private SampleChunk? _next;

    /// <summary>The chunk after this one, once the writer has filled this one.</summary>
    public SampleChunk? Next => Volatile.Read(ref _next);

    public bool IsFull => _written == Capacity;

    public void Append(in Sample sample)
    {
        _samples[_written] = sample;
        Volatile.Write(ref _written, _written + 1);
    }

    public void Link(SampleChunk next) => Volatile.Write(ref _next, next);

    /// <summary>What was appended since the last call.</summary>
    public ReadOnlySpan<Sample> TakeNew()
    {
        var written = Volatile.Read(ref _written);
        var news = _samples.AsSpan(_read, written - _read);
        _read = written;
        return news;
    }

    public void Reset() => (_written, _read, _next) = (0, 0, null);
}
