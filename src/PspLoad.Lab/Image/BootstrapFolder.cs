namespace PspLoad.Lab.Image;

/// <summary>Where a base is put together, some 500 MB for half a minute.</summary>
internal sealed class BootstrapFolder : IDisposable
{
    private const string Prefix = "pspload-bootstrap-";

    /// <summary>apt downloads as a user of its own, which has to get in.</summary>
    private const UnixFileMode Open =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private BootstrapFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes a folder, and removes what killed builds left; only called by the one build that holds the image lock.</summary>
    public static BootstrapFolder Create()
    {
        var user = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Environment.UserName}-");
        foreach (var leftover in Directory.GetDirectories(System.IO.Path.GetTempPath(), System.IO.Path.GetFileName(user) + "*"))
            Remove(leftover);
        var folder = Directory.CreateTempSubdirectory(System.IO.Path.GetFileName(user));
        File.SetUnixFileMode(folder.FullName, Open);
        return new BootstrapFolder(folder.FullName);
    }

    public void Dispose() => Remove(Path);

    private static void Remove(string folder)
    {
        // Never through a mount: what is behind it is not ours.
        if (File.ReadAllText("/proc/self/mountinfo").Contains($" {folder}/", StringComparison.Ordinal))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mmdebstrap of a build that was killed still writes there, or made files as another user: the next build's turn.
        }
    }
}
