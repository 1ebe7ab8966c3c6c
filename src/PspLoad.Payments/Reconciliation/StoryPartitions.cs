using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Distributes records over temporary files by a hash of their order. All records of an order are in one file, and one file fits into memory.
/// </summary>
internal sealed class StoryPartitions : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly FileStream[] _files;
    private readonly byte[] _bytes = new byte[sizeof(ushort) + StoryCodec.MaxLength];

    /// <param name="folder">folder of the files; they are unlinked at once, so they vanish with the process</param>
    /// <param name="count">number of files</param>
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
