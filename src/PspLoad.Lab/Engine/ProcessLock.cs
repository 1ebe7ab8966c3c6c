namespace PspLoad.Lab.Engine;

/// <summary>A lock between processes: an advisory file lock that the kernel releases when its holder ends.</summary>
internal sealed class ProcessLock : IDisposable
{
    /// <summary>flock(2): EWOULDBLOCK on Linux.</summary>
    private const int WouldBlock = 11;

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <param name="path">lock file; created if missing, never removed, because removing it could admit two holders</param>
    /// <param name="time">clock of the retries</param>
    /// <param name="onWait">called once when another process holds the lock</param>
    /// <param name="cancellationToken">gives up waiting</param>
    public static async Task<ProcessLock> AcquireAsync(string path, TimeProvider time, Action onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = false; ; waited = true)
        {
            if (TryOpen(path) is { } file)
                return new ProcessLock(file);
            if (!waited)
                onWait();
            await Task.Delay(s_retry, time, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
