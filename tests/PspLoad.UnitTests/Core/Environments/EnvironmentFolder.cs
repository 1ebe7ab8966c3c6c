using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Environments;

/// <summary>
/// A temporary folder with the files that an environment file names: <c>key</c> and <c>sudo_password</c>, both readable by their owner only, and
/// <c>known_hosts</c>.
/// </summary>
internal sealed class EnvironmentFolder : IDisposable
{
    public EnvironmentFolder()
    {
        Path = Directory.CreateTempSubdirectory("pspload-").FullName;
        MakeSecret("key");
        MakeSecret("sudo_password");
        Make("known_hosts");
    }

    public string Path { get; }

    public string Write(string name, string text)
    {
        var file = In(name);
        File.WriteAllText(file, text);
        return file;
    }

    public string Write(string name, byte[] bytes)
    {
        var file = In(name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public string Copy(string source, string? name = null)
    {
        var file = In(name ?? System.IO.Path.GetFileName(source));
        File.Copy(source, file);
        return file;
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Errors as a command prints them, without this folder's path.</summary>
    public IEnumerable<string> Lines(IEnumerable<ConfigurationError> errors) =>
        errors.Select(error => error.ToString().Replace(Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    public string Make(string name)
    {
        var file = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return file;
    }

    public void MakeSecret(string name)
    {
        var file = Make(name);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
