using System.Formats.Tar;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Lab.Image;

/// <summary>The files of <c>environments/lab</c>, embedded in the assembly, as a build context.</summary>
internal sealed class HostImageSource
{
    private const string Prefix = "lab/";
    private const string PackageList = "packages.txt";
    private readonly SortedDictionary<string, byte[]> _files;

    private HostImageSource(SortedDictionary<string, byte[]> files) => _files = files;

    /// <summary>Tag of the host image: 12 hexadecimal digits, a hash of the path and content of every file.</summary>
    public string Hash => HashOf(_files);

    /// <summary>Tag of the bootstrapped base: the same hash of the package list alone.</summary>
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

    /// <returns>a tar stream for the engine's <c>/build</c>, at position 0</returns>
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
