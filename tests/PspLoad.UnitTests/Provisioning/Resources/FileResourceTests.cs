using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

public sealed class FileResourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("with blanks and  two")]
    [InlineData("it's \"quoted\" $HOME `id` \\n")]
    [InlineData("line\nbreak")]
    [InlineData("größe-日本")]
    [InlineData("-rf")]
    [InlineData("a/b/c")]
    [InlineData(".hidden")]
    public async Task Any_path_is_written_as_it_is(string name)
    {
        await _shell.ConvergeAsync(File(name, "text\n"));

        Assert.Equal("text\n", System.IO.File.ReadAllText(_folder[name]));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder[name])!));
    }

    [Fact]
    public async Task Any_content_is_written_as_it_is()
    {
        byte[][] contents =
        [
            [],
            [0],
            [0xFF, 0xFE, 0, 10],
            "no newline"u8.ToArray(),
            "END_OF_CONTENT\n$(id)\n"u8.ToArray(),
            new byte[3_000_000],
        ];
        foreach (var (index, content) in contents.Index())
        {
            await _shell.ConvergeAsync(new FileResource(_folder[$"f{index}"], content) { Owner = Environment.UserName, Group = Environment.UserName });
            Assert.Equal(content, System.IO.File.ReadAllBytes(_folder[$"f{index}"]));
        }
    }

    [Theory]
    [InlineData("0600")]
    [InlineData("4755")]
    [InlineData("2640")]
    [InlineData("0000")]
    public async Task Mode_is_exact(string mode)
    {
        await _shell.ConvergeAsync(File("f", "text") with { Mode = mode });

        Assert.Equal(Convert.ToInt32(mode, 8), (int)System.IO.File.GetUnixFileMode(_folder["f"]));
    }

    [Fact]
    public async Task What_differs_is_named()
    {
        await _shell.ConvergeAsync(File("f", "old\n"));
        System.IO.File.SetUnixFileMode(_folder["f"], UnixFileMode.UserRead);

        var change = await _shell.ConvergeAsync(File("f", "new\n"));

        Assert.Equal("content, mode 0400 → 0644", change.Summary);
        Assert.StartsWith("sha256:", change.Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_replaced_and_what_it_points_to_is_left_alone()
    {
        System.IO.File.WriteAllText(_folder["target"], "precious");
        System.IO.File.CreateSymbolicLink(_folder["f"], _folder["target"]);

        var change = await _shell.ConvergeAsync(File("f", "text"));

        Assert.Equal("replaces a symbolic link", change.Summary);
        Assert.Equal("precious", System.IO.File.ReadAllText(_folder["target"]));
    }

    [Fact]
    public async Task What_is_not_valid_is_not_put_in_force()
    {
        await _shell.ConvergeAsync(File("f", "good\n"));

        var output = await _shell.FailAsync(File("f", "bad\n") with { ValidateWith = "grep -q good {}" });

        Assert.Contains("is not valid; the old one stays", output, StringComparison.Ordinal);
        Assert.Equal("good\n", System.IO.File.ReadAllText(_folder["f"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task An_owner_that_does_not_exist_yet_is_no_error_of_the_plan()
    {
        var output = await _shell.FailAsync(File("f", "text") with { Owner = "nobody-of-that-name" });

        Assert.Contains("nobody-of-that-name", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_a_killed_run_left_half_written_is_replaced()
    {
        System.IO.File.WriteAllText(_folder[".f.pspload-new"], "half");

        await _shell.ConvergeAsync(File("f", "whole"));

        Assert.Equal("whole", System.IO.File.ReadAllText(_folder["f"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_file()
    {
        using var sandbox = SandboxShell.Create();
        Assert.Equal(0, (await sandbox.AskAsync("mount -t tmpfs -o size=64k tmpfs /mnt && echo old >/mnt/f && chmod 644 /mnt/f")).ExitCode);

        var output = await sandbox.FailAsync(new FileResource("/mnt/f", new string('x', 200_000)));

        Assert.Contains("No space left", output, StringComparison.Ordinal);
        Assert.Equal("old f", (await sandbox.AskAsync("printf '%s ' $(cat /mnt/f) $(ls -A /mnt)")).Output.Trim());
    }

    [Theory]
    [InlineData("mount -t tmpfs tmpfs /mnt && echo old >/mnt/f && mount -o remount,ro /mnt", "Read-only")]
    [InlineData("echo old >/mnt/f && chattr +i /mnt/f", "not permitted")]
    public async Task A_file_that_cannot_be_replaced_stays_as_it_is(string setup, string problem)
    {
        using var sandbox = SandboxShell.Create();
        Assert.SkipUnless((await sandbox.AskAsync(setup)).ExitCode == 0, $"this machine's file system does not support: {setup}");
        try
        {
            var output = await sandbox.FailAsync(new FileResource("/mnt/f", "new\n"));

            Assert.Contains(problem, output, StringComparison.Ordinal);
            Assert.Equal("old f", (await sandbox.AskAsync("printf '%s ' $(cat /mnt/f) $(ls -A /mnt)")).Output.Trim());
        }
        finally
        {
            await sandbox.AskAsync("chattr -i /mnt/f");
        }
    }

    [Fact]
    public async Task Secret_content_is_in_no_difference_and_in_no_argument()
    {
        var secret = File("f", "hunter2-hunter2\n") with { Secret = true };

        var change = Assert.IsType<StateComparison.Differs>(await _shell.CompareAsync(secret)).Change;

        Assert.Null(change.Text);
        Assert.DoesNotContain("hunter2", change.Summary + change.Before + change.After + secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_difference_is_unified_and_also_shown_for_a_file_that_is_absent()
    {
        System.IO.File.WriteAllText(_folder["f"], "same\nold\n");
        foreach (var (name, expected) in new[] { ("f", "-old\n+new"), ("absent", "+same\n+new") })
        {
            var change = Assert.IsType<StateComparison.Differs>(await _shell.CompareAsync(File(name, "same\nnew\n"))).Change;
            var shown = await ShellBatches.AskAsync(_shell, [change.Text!.Script], TestContext.Current.CancellationToken);
            Assert.Equal(0, shown[0].ExitCode);
            Assert.Contains(expected, shown[0].Output, StringComparison.Ordinal);
        }
    }

    private FileResource File(string name, string text) => new(_folder[name], text) { Owner = Environment.UserName, Group = Environment.UserName };
}
