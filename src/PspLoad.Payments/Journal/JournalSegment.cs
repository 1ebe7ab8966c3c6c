using System.IO.MemoryMappedFiles;

namespace PspLoad.Payments.Journal;

/// <summary>One file of a journal while it is written: mapped, with its room on the disk reserved, because a mapped page that finds no room kills the process.</summary>
internal sealed unsafe class JournalSegment
{
    private readonly string path;
    private readonly int size;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private int used;
    private int users = 1;
    private int closed;

    public JournalSegment(string path, int size)
    {
        (this.path, this.size) = (path, size);
        var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, PreallocationSize = size, BufferSize = 0 });
        stream.SetLength(size);
        file = MemoryMappedFile.CreateFromFile(stream, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, size);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public bool IsClosed => Volatile.Read(ref closed) != 0;

    /// <returns>false when the segment is full or closed</returns>
    public bool TryAppend(ReadOnlySpan<byte> record)
    {
        if (!TryEnter())
            return false;
        try
        {
            var length = JournalFrame.Length(record.Length);
            if (IsClosed || Volatile.Read(ref used) > size - length)
                return false;
            var end = Interlocked.Add(ref used, length);
            if (end > size)
                return false;
            var frame = start + end - length;
            record.CopyTo(new Span<byte>(frame + JournalFrame.HeadLength, record.Length));
            Volatile.Write(ref *(ulong*)frame, JournalFrame.Head(record));
            return true;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>No more records; the last writer that is still here unmaps it.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref closed, 1) == 0)
            Leave();
    }

    private bool TryEnter()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref users);
            if (seen == 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref users, seen + 1, seen) != seen);
        return true;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref users) > 0)
            return;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, Math.Min(used, size));
    }
}
