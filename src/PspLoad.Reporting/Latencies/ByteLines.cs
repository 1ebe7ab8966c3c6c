namespace PspLoad.Reporting.Latencies;

/// <summary>Lines of a file as bytes in one buffer: a log of histograms is mostly base64, which needs no text.</summary>
internal static class ByteLines
{
    /// <summary>Number from 1 and content without its end; valid until the next. A last line without an end was torn, and is left out.</summary>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        var buffer = new byte[128 * 1024];
        var (begin, end, number) = (0, 0, 0);
        while (true)
        {
            var length = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return (++number, buffer.AsMemory(begin, length));
                begin += length + 1;
                continue;
            }
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                yield break;
            end += read;
        }
    }
}
