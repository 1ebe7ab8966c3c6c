namespace PspLoad.Lab.Image;

/// <summary>Temporary folder of a bootstrap: about 500 MB for half a minute.</summary>
internal sealed class BootstrapFolder : IDisposable
{
    private const string Prefix = "pspload-bootstrap-";

    /// <summary>apt downloads as its own user, who needs access.</summary>
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

    /// <summary>Creates a folder and removes leftovers of killed builds. The caller must hold the image lock.</summary>
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
        // Never delete through a mount: its content belongs to others.
        if (File.ReadAllText("/proc/self/mountinfo").Contains($" {folder}/", StringComparison.Ordinal))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mmdebstrap of a killed build still writes there, or files belong to another user. The next build tries again.
        }
    }
}
