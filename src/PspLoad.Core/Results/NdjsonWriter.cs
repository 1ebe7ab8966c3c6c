using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PspLoad.Core.Results;

/// <summary>
/// Writes a file with one JSON value per line. Thread-safe. Only the audit journal of the provisioning writes lines of its own: it appends to the
/// journal of earlier runs, chains its lines and syncs each of them.
/// </summary>
/// <param name="path">created, or truncated if it exists</param>
/// <param name="type">how a line is written</param>
/// <param name="isBuffered">true for a file that nobody reads before it is complete: lines reach it in blocks</param>
public sealed class NdjsonWriter<T>(string path, JsonTypeInfo<T> type, bool isBuffered = false) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>Unless the file is buffered, the operating system has the line when this returns, so the line survives the end of the process.</summary>
    public void Append(T line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, type);
        lock (_lock)
        {
            _stream.Write([.. bytes, (byte)'\n']);
            if (!isBuffered)
                _stream.Flush();
        }
    }

    public void Dispose() => _stream.Dispose();
}
