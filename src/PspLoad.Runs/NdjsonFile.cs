using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PspLoad.Runs;

/// <summary>A file of one JSON document a line, which grows. Any thread.</summary>
/// <param name="path">made, or emptied</param>
/// <param name="type">how a line is written</param>
public sealed class NdjsonFile<T>(string path, JsonTypeInfo<T> type) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>The line is with the system when this returns: it outlives the process.</summary>
    public void Append(T line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, type);
        lock (_lock)
        {
            _stream.Write([.. bytes, (byte)'\n']);
            _stream.Flush();
        }
    }

    public void Dispose() => _stream.Dispose();
}
