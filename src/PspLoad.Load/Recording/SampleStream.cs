using System.Collections.Concurrent;

namespace PspLoad.Load.Recording;

/// <summary>
/// Takes samples from any thread without a lock: each thread appends to chunks of its own, which the recorder empties and gives back. Memory is bounded:
/// writers wait for the recorder when it is <see cref="MaxChunks"/> behind, and the run shows the lag.
/// </summary>
internal sealed class SampleStream
{
    /// <summary>About 160 MB, four million samples.</summary>
    private const int MaxChunks = 4096;

    [ThreadStatic]
    private static Writer? s_writer;

    private readonly ConcurrentDictionary<int, Writer> _writers = new();
    private readonly ConcurrentStack<SampleChunk> _free = new();
    private int _chunks;

    public void Append(in Sample sample)
    {
        var writer = s_writer;
        if (writer is null || writer.Stream != this)
            s_writer = writer = _writers.GetOrAdd(Environment.CurrentManagedThreadId, static (_, stream) => new Writer(stream), this);
        writer.Append(sample);
    }

    /// <summary>Hands over everything that was appended since the last call, thread by thread. Called by one thread at a time.</summary>
    public void Drain(SampleBatchHandler handle)
    {
        foreach (var (_, writer) in _writers)
            writer.Drain(handle);
    }

    private SampleChunk Rent()
    {
        var spin = new SpinWait();
        while (true)
        {
            if (_free.TryPop(out var chunk))
                return chunk;
            if (Interlocked.Increment(ref _chunks) <= MaxChunks)
                return new SampleChunk();
            Interlocked.Decrement(ref _chunks);
            spin.SpinOnce();
        }
    }

    private void Return(SampleChunk chunk)
    {
        chunk.Reset();
        _free.Push(chunk);
    }

    private sealed class Writer
    {
        private SampleChunk _tail;
        private SampleChunk _head;

        public Writer(SampleStream stream)
        {
            Stream = stream;
            _tail = _head = stream.Rent();
        }

        public SampleStream Stream { get; }

        public void Append(in Sample sample)
        {
            if (_tail.IsFull)
            {
                var next = Stream.Rent();
                _tail.Link(next);
                _tail = next;
            }
            _tail.Append(sample);
        }

        public void Drain(SampleBatchHandler handle)
        {
            while (true)
            {
                // Read Next first: a chunk with a successor is full, so TakeNew then returns all of its rest.
                var next = _head.Next;
                var news = _head.TakeNew();
                if (!news.IsEmpty)
                    handle(news);
                if (next is null)
                    return;
                Stream.Return(_head);
                _head = next;
            }
        }
    }
}

internal delegate void SampleBatchHandler(ReadOnlySpan<Sample> samples);
