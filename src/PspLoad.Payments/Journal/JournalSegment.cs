using System.IO.MemoryMappedFiles;

namespace PspLoad.Payments.Journal;

/// <summary>A journal file that is being written. It is memory-mapped, and its disk space is reserved first: a mapped page without disk space
/// would kill the process (SIGBUS).</summary>
internal sealed unsafe class JournalSegment
{
    private readonly string _path;
    private readonly int _size;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private int _used;
    private int _users = 1;
    private int _closed;

    public JournalSegment(string path, int size)
    {
        (_path, _size) = (path, size);
        var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                PreallocationSize = size,
                BufferSize = 0,
            }
        );
        stream.SetLength(size);
        _file = MemoryMappedFile.CreateFromFile(stream, null, size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, size);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <returns>false when the segment is full or closed</returns>
    public bool TryAppend(ReadOnlySpan<byte> record)
    {
        if (!TryEnter())
            return false;
        try
        {
            var length = JournalFrame.Length(record.Length);
            if (IsClosed || Volatile.Read(ref _used) > _size - length)
                return false;
            var end = Interlocked.Add(ref _used, length);
            if (end > _size)
                return false;
            var frame = _start + end - length;
            record.CopyTo(new Span<byte>(frame + JournalFrame.HeaderLength, record.Length));
            Volatile.Write(ref *(ulong*)frame, JournalFrame.Header(record));
            return true;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends writing. The last active writer unmaps the file.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            Leave();
    }

    private bool TryEnter()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _users);
            if (seen == 0)
                return false;
        } while (Interlocked.CompareExchange(ref _users, seen + 1, seen) != seen);
        return true;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        using var handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, Math.Min(_used, _size));
    }
}
