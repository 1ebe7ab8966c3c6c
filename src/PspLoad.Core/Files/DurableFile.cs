using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PspLoad.Core.Files;

/// <summary>
/// Replaces files as a whole. A reader sees the old content or the new content, never a part, also after a power cut. The content is written
/// under a temporary name in the same folder and synced; then it is renamed and the folder is synced (rename(2), fsync(2)). A symbolic link
/// at the path is replaced, not followed. After a failure the old file is still there and the temporary one is not.
/// </summary>
public static partial class DurableFile
{
    /// <summary>Only the owner reads and writes: mode 0600.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>EEXIST on Linux.</summary>
    private const int AlreadyExists = 17;
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="file">path; its folder must exist</param>
    /// <param name="text">written as UTF-8 without a byte order mark</param>
    /// <param name="mode">exact mode, whatever the umask is; null: 0666 less the umask</param>
    /// <exception cref="IOException">it cannot be written</exception>
    /// <exception cref="UnauthorizedAccessException">the folder is not writable</exception>
    public static void Write(string file, string text, UnixFileMode? mode = null) => Write(file, s_utf8.GetBytes(text), mode);

    /// <inheritdoc cref="Write(string, string, UnixFileMode?)"/>
    public static void Write(string file, byte[] content, UnixFileMode? mode = null)
    {
        var temporary = TemporaryNameOf(file);
        try
        {
            WriteNew(temporary, content, mode);
            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        SyncFolderOf(file);
    }

    /// <summary>
    /// Writes a file only where there is none yet, even if several processes try at once. link(2) decides who is first: a rename replaces, and
    /// <see cref="File.Move(string, string, bool)"/> only looks for the file before it renames.
    /// </summary>
    /// <returns>false where the file exists; it is unchanged</returns>
    /// <inheritdoc cref="Write(string, string, UnixFileMode?)"/>
    public static bool TryCreate(string file, byte[] content, UnixFileMode? mode = null)
    {
        var temporary = TemporaryNameOf(file);
        try
        {
            WriteNew(temporary, content, mode);
            if (Link(temporary, file) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                return error == AlreadyExists ? false : throw new IOException($"{file} cannot be created: {new Win32Exception(error).Message}");
            }
        }
        finally
        {
            File.Delete(temporary);
        }
        SyncFolderOf(file);
        return true;
    }

    /// <summary>
    /// Gives a file its final name after it was written under a temporary one, for content that grows over minutes. The writer has closed it.
    /// </summary>
    /// <param name="temporary">path in the same folder</param>
    /// <param name="file">final path; a file that is there is replaced</param>
    /// <exception cref="IOException">it cannot be synced or renamed</exception>
    public static void Complete(string temporary, string file)
    {
        using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        File.Move(temporary, file, overwrite: true);
        SyncFolderOf(file);
    }

    // A name of its own for each write: two writers at once must not share one temporary file.
    private static string TemporaryNameOf(string file) => $"{file}.{Guid.NewGuid():N}.new";

    private static void WriteNew(string file, byte[] content, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        // With this mode from the first byte on, so that nobody opens a secret before the exact mode is set.
        if (mode is { } first)
            options.UnixCreateMode = first;
        using var stream = new FileStream(file, options);
        if (mode is { } exact)
            File.SetUnixFileMode(stream.SafeFileHandle, exact);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>A rename is durable only after its folder was synced. .NET opens no folders, so open(2) does.</summary>
    private static void SyncFolderOf(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        using var handle = new SafeFileHandle(Open(folder, ReadOnly | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"{folder} cannot be opened to sync it: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
