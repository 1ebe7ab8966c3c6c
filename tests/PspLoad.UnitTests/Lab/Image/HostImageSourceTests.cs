using System.Formats.Tar;
using PspLoad.Lab.Image;

namespace PspLoad.UnitTests.Lab.Image;

public sealed class HostImageSourceTests
{
    private readonly HostImageSource _source = HostImageSource.Load();

    [Fact]
    public void The_same_files_have_the_same_hashes()
    {
        Assert.Equal(_source.Hash, HostImageSource.Load().Hash);
        Assert.Matches("^[0-9a-f]{12}$", _source.Hash);
        Assert.NotEqual(_source.Hash, _source.PackagesHash);
    }

    [Fact]
    public void The_package_list_has_one_name_per_line()
    {
        Assert.Contains("openssh-server", _source.Packages);
        Assert.All(_source.Packages, name => Assert.Matches("^[a-z0-9.+-]+$", name));
    }

    [Fact]
    public void The_context_has_the_files_and_the_added_ones()
    {
        using var tar = new TarReader(_source.Context(new Dictionary<string, byte[]> { ["apt/apt.conf.d/90machine"] = [1, 2, 3] }));
        var sizes = new Dictionary<string, long>();
        while (tar.GetNextEntry() is { } entry)
            sizes[entry.Name] = entry.Length;
        Assert.Equal(3, sizes["apt/apt.conf.d/90machine"]);
        Assert.Superset(new HashSet<string> { "Dockerfile", "setup.sh", "packages.txt", "rootfs/usr/local/sbin/lab-host" }, sizes.Keys.ToHashSet());
        Assert.DoesNotContain("README.md", sizes.Keys);
    }
}
