using System.Formats.Tar;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Lab.Image;

/// <summary>The files of <c>environments/lab</c>, which the assembly carries, as a build context.</summary>
internal sealed class HostImageSource
{
    private const string Prefix = "lab/";
    private const string PackageList = "packages.txt";
    private readonly SortedDictionary<string, byte[]> _files;

    private HostImageSource(SortedDictionary<string, byte[]> files) => this._files = files;

    /// <summary>12 hexadecimal digits over every file's path and content: the host image's tag.</summary>
    public string Hash => HashOf(_files);

    /// <summary>The same over the package list alone: the bootstrapped base's tag.</summary>
    public string PackagesHash => HashOf(_files.Where(file => file.Key == PackageList));

    public IReadOnlyList<string> Packages =>
        [
            .. Encoding
                .UTF8.GetString(_files[PackageList])
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#'),
        ];

    public static HostImageSource Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = assembly.GetManifestResourceStream(name)!;
            using var buffer = new MemoryStream();
            content.CopyTo(buffer);
            found[name[Prefix.Length..]] = buffer.ToArray();
        }

        return new HostImageSource(found);
    }

    /// <returns>a tar stream for the engine's <c>/build</c>, at its start</returns>
    public Stream Context(IReadOnlyDictionary<string, byte[]> more)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content) in _files.Concat(more))
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, path)
                    {
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                        DataStream = new MemoryStream(content),
                    }
                );
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static string HashOf(IEnumerable<KeyValuePair<string, byte[]>> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in contents)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
