using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Journal;

/// <summary>
/// An append-only journal of requests and answers. A record survives the end of the process as soon as <see cref="Write"/> returns, without a
/// system call: the file is memory-mapped, so the kernel holds the data. (A power failure may lose the last seconds.) Thread-safe. Memory use is
/// constant: one segment is mapped at a time.
/// </summary>
public sealed class PaymentJournal : IDisposable
{
    /// <summary>Size of a segment file in bytes, reserved when it is created.</summary>
    public const int StandardSegmentSize = 32 * 1024 * 1024;

    private readonly Lock _rolling = new();
    private readonly string _folder;
    private readonly int _segmentSize;
    private JournalSegment _current;
    private int _segments;

    /// <param name="folder">folder of the segments; created if missing, must not hold a journal</param>
    /// <param name="segmentSize">bytes</param>
    /// <exception cref="IOException">the folder has a journal already, or the disk has no space for a segment</exception>
    public PaymentJournal(string folder, int segmentSize = StandardSegmentSize)
        : this(folder, segmentSize, 0) { }

    private PaymentJournal(string folder, int segmentSize, int segments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentSize, 2 * StoryCodec.MaxLength);
        (_folder, _segmentSize, _segments) = (folder, segmentSize, segments);
        Directory.CreateDirectory(folder);
        if (JournalFiles.In(folder).Count != segments)
            throw new IOException($"{folder} holds a journal already; a run never continues another one's");
        _current = NextSegment();
    }

    /// <summary>Continues the journal of a run that has ended or was killed, in new segments.</summary>
    /// <param name="folder">folder of the segments</param>
    /// <exception cref="DirectoryNotFoundException">there is no journal</exception>
    /// <exception cref="IOException">another process continues it too, or the disk has no space for a segment</exception>
    public static PaymentJournal Resume(string folder)
    {
        var before = JournalFiles.In(folder).Count;
        return before > 0 ? new PaymentJournal(folder, StandardSegmentSize, before) : throw new DirectoryNotFoundException($"{folder} holds no journal");
    }

    /// <exception cref="IOException">the disk has no space for another segment</exception>
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

    /// <summary>Closes the last segment and truncates it to its used length.</summary>
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
