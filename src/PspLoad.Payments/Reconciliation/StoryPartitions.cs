using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Spreads records over temporary files by their order, so that all of an order lie in one file and one file fits into memory, however long the run was.
/// </summary>
internal sealed class StoryPartitions : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream[] _files;
    private readonly byte[] _bytes = new byte[sizeof(ushort) + StoryCodec.MaxLength];

    /// <param name="folder">where the files lie; they vanish with the process, also a killed one</param>
    /// <param name="count">files</param>
    public StoryPartitions(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        _files = [.. Enumerable.Range(0, count).Select(_ => Unnamed(folder))];
    }

    public int Count => _files.Length;

    public void Add(StoryRecord record)
    {
        var length = StoryCodec.Write(record, _bytes.AsSpan(sizeof(ushort)));
        BitConverter.TryWriteBytes(_bytes, (ushort)length);
        _files[(uint)string.GetHashCode(record.OrderId, StringComparison.Ordinal) % (uint)_files.Length].Write(_bytes, 0, sizeof(ushort) + length);
    }

    /// <summary>The orders of one partition.</summary>
    public IEnumerable<OrderStory> Orders(int partition)
    {
        var file = _files[partition];
        file.Position = 0;
        var orders = new Dictionary<string, List<StoryRecord>>(StringComparer.Ordinal);
        var length = new byte[sizeof(ushort)];
        while (file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == length.Length)
        {
            var record = _bytes.AsSpan(0, BitConverter.ToUInt16(length));
            file.ReadExactly(record);
            var read = StoryCodec.Read(record);
            if (!orders.TryGetValue(read.OrderId, out var records))
                orders.Add(read.OrderId, records = []);
            records.Add(read);
        }
        return orders.Select(order => new OrderStory(order.Key, order.Value));
    }

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static FileStream Unnamed(string folder)
    {
        var path = Path.Combine(folder, Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize);
        File.Delete(path);
        return file;
    }
}
