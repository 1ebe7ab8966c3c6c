using PspLoad.Core.Files;

namespace PspLoad.UnitTests.Core.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_write_replaces_the_file_and_leaves_a_reader_of_the_old_one_alone()
    {
        DurableFile.Write(PathOf("file"), "old");
        using var reader = new StreamReader(PathOf("file"));

        DurableFile.Write(PathOf("file"), "new");

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(PathOf("file")));
        Assert.Equal(["file"], Names());
    }

    [Fact]
    public void The_mode_is_exact_whatever_the_umask_is()
    {
        const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;
        DurableFile.Write(PathOf("secret"), "text", DurableFile.OwnerOnly);
        DurableFile.Write(PathOf("open"), "text", Everybody);

        Assert.Equal(DurableFile.OwnerOnly, File.GetUnixFileMode(PathOf("secret")));
        Assert.Equal(Everybody, File.GetUnixFileMode(PathOf("open")));
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Directory.CreateDirectory(PathOf("folder/child"));

        Assert.ThrowsAny<Exception>(() => DurableFile.Write(PathOf("folder"), "text"));

        Assert.Equal(["folder"], Names());
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.Write(PathOf("absent/file"), "text"));
    }

    [Fact]
    public void A_symbolic_link_is_replaced_and_its_target_is_unchanged()
    {
        File.WriteAllText(PathOf("target"), "old");
        File.CreateSymbolicLink(PathOf("link"), "target");

        DurableFile.Write(PathOf("link"), "new");

        Assert.Equal(("old", "new"), (File.ReadAllText(PathOf("target")), File.ReadAllText(PathOf("link"))));
        Assert.Null(new FileInfo(PathOf("link")).LinkTarget);
    }

    [Fact]
    public void A_path_may_be_relative()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, PathOf("file"));

        DurableFile.Write(relative, "text");

        Assert.Equal("text", File.ReadAllText(PathOf("file")));
    }

    [Fact]
    public void Only_one_of_many_creates_a_file()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var created = Race(4, writer => DurableFile.TryCreate(PathOf("file"), [(byte)writer], DurableFile.OwnerOnly));

            Assert.Equal([(byte)Assert.Single(created)], File.ReadAllBytes(PathOf("file")));
            Assert.Equal(["file"], Names());
            File.Delete(PathOf("file"));
        }
    }

    [Fact]
    public void A_file_is_not_created_in_an_absent_folder() =>
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.TryCreate(PathOf("absent/file"), [1]));

    [Fact]
    public void A_link_to_nothing_counts_as_a_file()
    {
        File.CreateSymbolicLink(PathOf("link"), "nothing");

        Assert.False(DurableFile.TryCreate(PathOf("link"), [1]));

        Assert.Equal(["link"], Names());
    }

    [Fact]
    public void A_grown_file_gets_its_name_when_it_is_complete()
    {
        File.WriteAllText(PathOf("file.partial"), "lines");

        DurableFile.Complete(PathOf("file.partial"), PathOf("file"));

        Assert.Equal("lines", File.ReadAllText(PathOf("file")));
        Assert.Equal(["file"], Names());
    }

    /// <summary>Starts the writers at the same moment.</summary>
    /// <returns>numbers of those that succeeded</returns>
    private static List<int> Race(int writers, Func<int, bool> write)
    {
        using var start = new Barrier(writers);
        var succeeded = new bool[writers];
        var threads = Enumerable
            .Range(0, writers)
            .Select(writer => new Thread(() =>
            {
                start.SignalAndWait();
                succeeded[writer] = write(writer);
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return [.. Enumerable.Range(0, writers).Where(writer => succeeded[writer])];
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private IEnumerable<string?> Names() => Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName);
}
