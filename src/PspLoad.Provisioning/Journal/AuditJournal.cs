using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.Provisioning.Journal;

/// <summary>
/// <c>provision.ndjson</c> records who changed what, where and when, one line per change. Each line contains the SHA-256 of the
/// previous one. Altering, removing or inserting a line breaks the chain from there on. A truncated end is detected by comparing the
/// last hash with a copy kept elsewhere. It does not use <c>NdjsonWriter</c>: it continues the journal of earlier runs, syncs each line
/// to the disk, and removes a line that it could not write completely.
/// </summary>
public sealed class AuditJournal : IDisposable
{
    /// <summary>Previous hash in the first line of a journal.</summary>
    internal const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly Lock _gate = new();
    private readonly FileStream? _stream;
    private readonly TimeProvider _clock;
    private readonly string _actor;
    private string _last;

    private AuditJournal(FileStream? stream, TimeProvider clock, string actor, string last) =>
        (this._stream, this._clock, this._actor, this._last) = (stream, clock, actor, last);

    /// <summary>For runs that change nothing. Writing to it is a bug.</summary>
    public static AuditJournal None { get; } = new(null, TimeProvider.System, "", Genesis);

    /// <summary>Opens the journal for appending. First removes an unfinished last line that a killed run left.</summary>
    /// <param name="file">path; created with mode 0600 if missing</param>
    /// <param name="actor">who runs this: <c>user@machine</c></param>
    public static AuditJournal Open(string file, TimeProvider clock, string actor)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var journal = new FileStream(
            file,
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                BufferSize = 0,
            }
        );
        var bytes = new byte[journal.Length];
        journal.ReadExactly(bytes);
        var complete = bytes.AsSpan(0, bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
        journal.SetLength(complete.Length);
        journal.Seek(0, SeekOrigin.End);
        return new AuditJournal(journal, clock, actor, complete.Length == 0 ? Genesis : HashOf(LastLine(complete)));
    }

    public void Changed(RoleOnHost node, string resource, Change change) => Append(node, resource, change, "changed", null);

    public void Failed(RoleOnHost node, string resource, Change change, string message) => Append(node, resource, change, "failed", message);

    public void Dispose() => _stream?.Dispose();

    internal static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private static string LastLine(ReadOnlySpan<byte> lines)
    {
        var body = lines[..^1];
        return Encoding.UTF8.GetString(body[(body.LastIndexOf((byte)'\n') + 1)..]);
    }

    private void Append(RoleOnHost node, string resource, Change change, string outcome, string? message)
    {
        lock (_gate)
        {
            var entry = new AuditEntry(
                _clock.GetUtcNow(),
                _actor,
                node.Host,
                node.Role,
                resource,
                outcome,
                change.Summary,
                change.Before,
                change.After,
                message,
                _last
            );
            var line = JsonSerializer.Serialize(entry, JournalJson.Default.AuditEntry);
            if (_stream is null)
                throw new InvalidOperationException("a run that must change nothing has changed something");
            Write(_stream, Encoding.UTF8.GetBytes(line + "\n"));
            _last = HashOf(line);
        }
    }

    /// <summary>Writes a line completely or not at all. A partial line would break the chain for all later lines.</summary>
    private static void Write(FileStream stream, byte[] line)
    {
        var start = stream.Position;
        try
        {
            stream.Write(line);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException failure)
        {
            stream.SetLength(start);
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{stream.Name} cannot be written: {failure.Message}",
                "free disk space; no change is made without a journal entry"
            );
        }
    }
}
