using PspLoad.IntegrationTests.Runs.Commands;

namespace PspLoad.IntegrationTests.Load;

/// <summary>A full disk, a closed output, and files that cannot be written: one line and a documented exit code, never a crash.</summary>
public sealed class OutputsThatFail
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_says_in_one_line_that_its_output_is_full()
    {
        foreach (var command in CommandExamples.Commands)
        {
            var (output, errors, exitCode) = await ShellAsync(">/dev/full", [.. command.Split(' '), "--help"]);

            Assert.Equal((4, ""), (exitCode, output));
            Assert.StartsWith("error: output: standard output cannot be written: ", Assert.Single(Lines(errors)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2>/dev/full >/dev/full", 4)]
    // As run.sh opens a closed output.
    [InlineData("2</dev/null >/dev/full", 4)]
    [InlineData("1</dev/null", 4)]
    [InlineData("2>/dev/full", 0)]
    public async Task Validate_ends_with_a_code_when_its_outputs_fail(string outputs, int expected)
    {
        var (_, errors, exitCode) = await ShellAsync(outputs, "validate", Environment("quick.yaml"));

        Assert.Equal(expected, exitCode);
        Assert.InRange(Lines(errors).Length, 0, 1);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_harms_nobody()
    {
        var (_, errors, exitCode) = await ShellAsync("| head -c 1 >/dev/null", "load", "--help");

        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Fact]
    public async Task A_result_that_cannot_be_printed_is_exit_4_after_the_load()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        string[] load = ["load", "--url", server.Url.ToString(), "--rate", "50", "--duration", "1s", "--warmup", "0s"];

        var (_, errors, exitCode) = await ShellAsync(">/dev/full", [.. load, "--json"]);

        Assert.Equal(4, exitCode);
        Assert.StartsWith("error: output: ", Assert.Single(Lines(errors)), StringComparison.Ordinal);
    }

    /// <summary>CI is root, which may write everywhere, so the disk is really full: a file system of one page.</summary>
    [Fact]
    public async Task A_log_on_a_full_disk_is_said_and_leaves_nothing_behind()
    {
        Assert.SkipUnless(System.Environment.UserName == "root", "only root can mount a file system of one page");
        var folder = Directory.CreateTempSubdirectory("pspload-full-").FullName;
        await ToolAsync("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder);
        try
        {
            // A file of one byte takes the page.
            var filler = Path.Combine(folder, "filler");
            await File.WriteAllTextAsync(filler, "x", Cancellation);
            await using var server = await StubServer.StartAsync(Cancellation);
            var log = Path.Combine(folder, "run.hdr");
            string[] load = ["load", "--url", server.Url.ToString(), "--rate", "50", "--duration", "2s", "--warmup", "0s", "--hdr", log];

            var (output, errors, exitCode) = await ShellAsync("", load);

            Assert.Equal(4, exitCode);
            Assert.Contains("arrivals", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
            Assert.Contains("output: ", output, StringComparison.Ordinal);
            Assert.Equal([filler], Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            await ToolAsync("umount", folder);
            Directory.Delete(folder);
        }
    }

    private static string Environment(string name) => Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "environments", name);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(string Output, string Errors, int ExitCode)> ShellAsync(string outputs, params string[] arguments)
    {
        await using var shell = ChildProcess.Start("bash", ["-c", $"set -o pipefail; dotnet \"$@\" {outputs}", "bash", BuiltProgram.Cli, .. arguments]);
        return await shell.FinishAsync(Cancellation);
    }

    private static async Task ToolAsync(string program, params string[] arguments)
    {
        await using var tool = ChildProcess.Start(program, arguments);
        var (_, errors, exitCode) = await tool.FinishAsync(Cancellation);
        Assert.True(exitCode == 0, errors);
    }
}
