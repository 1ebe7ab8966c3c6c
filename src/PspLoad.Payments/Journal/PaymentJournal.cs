using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Journal;

/// <summary>
/// What the client asked for and what it was told, append-only. A record is in the file as soon as <see cref="Write"/> returns, without a
/// system call: the file is mapped into memory,
/// and what is written there belongs to the kernel, however the process ends. (A machine that loses power may lose the last seconds.)
/// Any number of threads may write at once. Memory stays flat: one segment is mapped at a time.
/// </summary>
public sealed class PaymentJournal : IDisposable
{
    /// <summary>Bytes of a segment file, reserved when it is begun.</summary>
    public const int StandardSegmentSize = 32 * 1024 * 1024;

    private readonly Lock _rolling = new();
    private readonly string _folder;
    private readonly int _segmentSize;
    private JournalSegment _current;
    private int _segments;

    /// <param name="folder">where the segments go; made when it is missing, and must hold no journal yet</param>
    /// <param name="segmentSize">bytes</param>
    /// <exception cref="IOException">there is a journal already, or no room for a segment</exception>
    public PaymentJournal(string folder, int segmentSize = StandardSegmentSize)
        : this(folder, segmentSize, 0) { }

    private PaymentJournal(string folder, int segmentSize, int segments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentSize, 2 * StoryCodec.MaxLength);
        (this._folder, this._segmentSize, this._segments) = (folder, segmentSize, segments);
        Directory.CreateDirectory(folder);
        if (JournalFiles.In(folder).Count != segments)
            throw new IOException($"{folder} holds a journal already; a run never continues another one's");
        _current = NextSegment();
    }

    /// <summary>Goes on with the journal of a run that has ended, however it did: what is told from now on stands in segments of its
    /// own.</summary>
    /// <param name="folder">of the segments</param>
    /// <exception cref="DirectoryNotFoundException">there is no journal</exception>
    /// <exception cref="IOException">somebody else goes on with it too, or no room for a segment</exception>
    public static PaymentJournal Resume(string folder)
    {
        var before = JournalFiles.In(folder).Count;
        return before > 0 ? new PaymentJournal(folder, StandardSegmentSize, before) : throw new DirectoryNotFoundException($"{folder} holds no journal");
    }

    /// <exception cref="IOException">no room for another segment</exception>
    public void Write(StoryRecord record)
    {
        Span<byte> bytes = stackalloc byte[StoryCodec.MaxLength];
        var length = StoryCodec.Write(record, bytes);
        while (true)
        {
            var segment = Volatile.Read(ref _current);
            if (segment.TryAppend(bytes[..length]))
                return;
            Roll(segment);
        }
    }

    /// <summary>Closes the last segment and cuts it to what was written.</summary>
    public void Dispose()
    {
        lock (_rolling)
            _current.Close();
    }

    private void Roll(JournalSegment full)
    {
        lock (_rolling)
        {
            if (_current != full)
                return;
            ObjectDisposedException.ThrowIf(full.IsClosed, this);
            Volatile.Write(ref _current, NextSegment());
            full.Close();
        }
    }

    private JournalSegment NextSegment() => new(Path.Combine(_folder, JournalFiles.Name(_segments++)), _segmentSize);
}
