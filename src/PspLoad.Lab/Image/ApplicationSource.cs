using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Lab.Image;

/// <summary>An application's sources in the checkout: computes their hash and publishes them as a build context.</summary>
internal sealed class ApplicationSource(string checkout, Application application)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Packages.props", "global.json"];
    private readonly string _folder = Path.Combine(checkout, "src", application.Project);

    private static string RuntimeIdentifier => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    /// <returns>12 hexadecimal digits: a hash of the path and content of every source file, the base's id and the architecture</returns>
    public async Task<string> HashAsync(string baseId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{baseId}\0{RuntimeIdentifier}\0"));
        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Concat(s_shared.Select(file => Path.Combine(checkout, file)));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(checkout, file)}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Publishes the program. The caller must hold the build lock.</summary>
    /// <returns>a tar stream for the engine's <c>/build</c> with <c>Dockerfile</c> and <c>app/</c>, at position 0</returns>
    public async Task<Stream> PublishAsync(CancellationToken cancellationToken)
    {
        var output = Path.Combine(checkout, "artifacts", "images", application.Project);
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        await Publication.RunAsync(_folder, RuntimeIdentifier, output, cancellationToken);
        try
        {
            return await ContextAsync(output, cancellationToken);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private async Task<Stream> ContextAsync(string output, CancellationToken cancellationToken)
    {
        var file = $"{output}.tar";
        var stream = new FileStream(
            file,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            await AddAsync(tar, "Dockerfile", Path.Combine(_folder, "Dockerfile"), cancellationToken);
            foreach (var path in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                await AddAsync(tar, $"app/{Path.GetRelativePath(output, path)}", path, cancellationToken);
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>Normalises owner, time and mode: the container's user must be able to read the file, and equal content must give equal layers.</summary>
    private static async Task AddAsync(TarWriter tar, string name, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var executable = File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                Mode = executable ? Readable | Executable : Readable,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = content,
            },
            cancellationToken
        );
    }
}
