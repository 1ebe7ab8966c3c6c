using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>Two processes probe all files of a role. The answers are the same as for each file alone.</summary>
public sealed class FilesAskedTogetherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_gives_the_answer_that_it_gives_alone()
    {
        string[] names =
        [
            "a",
            "a.b",
            "b",
            "sub/a",
            "*",
            "[a]",
            "with blank",
            "x  a",
            "back\\slash",
            "it's",
            "größe",
            "link",
            "dangling",
            "directory",
            "absent",
            "line\nbreak",
        ];
        Directory.CreateDirectory(_folder["sub"]);
        Directory.CreateDirectory(_folder["directory"]);
        foreach (var (index, name) in names.Except(["link", "dangling", "directory", "absent"]).Index())
        {
            File.WriteAllText(_folder[name], name);
            File.SetUnixFileMode(_folder[name], (UnixFileMode)(0b110_000_000 + index));
        }
        File.CreateSymbolicLink(_folder["link"], _folder["a"]);
        File.CreateSymbolicLink(_folder["dangling"], _folder["nowhere"]);
        List<Resource> files = [.. names.Select(name => new FileResource(_folder[name], name))];

        var together = await ResourceProbes.RunAsync(_shell, files, TestContext.Current.CancellationToken);

        Assert.Contains("know_files ", _shell.Scripts.Single(), StringComparison.Ordinal);
        Assert.Equal(["kind=link", "kind=link", "kind=other", "kind=absent"], together.Skip(11).Take(4).Select(probe => probe.Output));
        foreach (var (file, probe) in files.Zip(together))
        {
            var alone = (await ResourceProbes.RunAsync(_shell, [file], TestContext.Current.CancellationToken)).Single();
            Assert.Equal((alone.ExitCode, alone.Output), (probe.ExitCode, probe.Output));
        }
        Assert.Equal(names.Length - 4, together.Count(probe => probe.Value("sha256") is { Length: 64 }));
    }
}
