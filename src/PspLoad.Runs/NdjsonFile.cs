using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PspLoad.Runs;

/// <summary>A growing file with one JSON document per line. Thread-safe.</summary>
/// <param name="path">created, or truncated if it exists</param>
/// <param name="type">serialises a line</param>
public sealed class NdjsonFile<T>(string path, JsonTypeInfo<T> type) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>The operating system has the line when this returns, so the line survives the end of the process.</summary>
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
