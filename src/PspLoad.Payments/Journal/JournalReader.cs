using System.IO.MemoryMappedFiles;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Journal;

/// <summary>Reads a journal, even one that is still being written or whose writer was killed.</summary>
public static class JournalReader
{
    /// <summary>Records per batch; the mapped memory is pinned only while a batch is read.</summary>
    private const int BatchSize = 1024;

    public static bool Exists(string folder) => JournalFiles.In(folder).Count > 0;

    /// <summary>Every complete record, in the order in which its space was reserved.</summary>
    /// <param name="folder">folder of the segments</param>
    /// <exception cref="DirectoryNotFoundException">there is no journal</exception>
    /// <exception cref="InvalidDataException">a record with a valid checksum cannot be read: written by another version</exception>
    public static IEnumerable<StoryRecord> Read(string folder)
    {
        var files = JournalFiles.In(folder);
        if (files.Count == 0)
            throw new DirectoryNotFoundException($"{folder} holds no journal");
        return files.SelectMany(ReadSegment);
    }

    private static IEnumerable<StoryRecord> ReadSegment(string path)
    {
        var length = new FileInfo(path).Length;
        if (length < JournalFrame.HeaderLength)
            yield break;
        using var file = MemoryMappedFile.CreateFromFile(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite),
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: false
        );
        using var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        var batch = new List<StoryRecord>(BatchSize);
        long position = 0;
        do
        {
            batch.Clear();
            position = Fill(view, position, length, batch);
            foreach (var record in batch)
                yield return record;
        } while (batch.Count > 0);
    }

    /// <returns>position of the next batch</returns>
    private static unsafe long Fill(MemoryMappedViewAccessor view, long position, long length, List<StoryRecord> batch)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            while (position <= length - JournalFrame.HeaderLength && batch.Count < BatchSize)
            {
                var rest = new ReadOnlySpan<byte>(start + position, (int)Math.Min(length - position, int.MaxValue));
                if (JournalFrame.TryRead(rest, out var bytes))
                {
                    batch.Add(StoryCodec.Read(bytes));
                    position += JournalFrame.Length(bytes.Length);
                }
                else
                {
                    position += NextHeader(rest);
                }
            }
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
        return position;
    }

    /// <summary>Distance to the next place that may have a header. Skips a run of zeros in one step.</summary>
    private static int NextHeader(ReadOnlySpan<byte> rest)
    {
        var zeros = rest.IndexOfAnyExcept((byte)0);
        return zeros < 0 ? rest.Length : Math.Max(JournalFrame.HeaderLength, zeros & ~7);
    }
}
