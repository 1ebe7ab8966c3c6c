using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning.Batches;

/// <summary>Runs batches on a real shell.</summary>
public sealed class ShellBatchesTests
{
    private readonly LocalShell _shell = new();

    [Theory]
    [InlineData("printf 'no newline'", "no newline")]
    [InlineData("printf 'a\\0b'", "a\0b")]
    [InlineData("echo to stderr >&2", "to stderr")]
    [InlineData("cat", "")]
    [InlineData("trap '' TERM; exec 1>&2; echo moved", "moved")]
    [InlineData("printf 'x\\n\\n\\n'", "x")]
    public async Task A_script_is_framed_whatever_it_does_with_its_streams(string script, string output)
    {
        var results = await ShellBatches.AskAsync(_shell, [script, "echo next"], TestContext.Current.CancellationToken);

        Assert.Equal((0, output), (results[0].ExitCode, results[0].Output));
        Assert.Equal("next", results[1].Output);
    }

    [Fact]
    public async Task A_probe_that_fails_says_so_and_stops_no_other()
    {
        var results = await ShellBatches.AskAsync(
            _shell,
            ["false\necho not reached", "exit 7", "kill -9 $(sh -c 'echo $PPID')", "echo fine"],
            TestContext.Current.CancellationToken
        );

        Assert.Equal([1, 7, 137, 0], results.Select(result => result.ExitCode));
        Assert.DoesNotContain("reached", results[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_stop_at_the_first_that_fails()
    {
        var frames = new List<Frame>();

        await ShellBatches.ApplyAsync(_shell, ["true", "exit 3", "echo not reached"], frames.Add, TestContext.Current.CancellationToken);

        Assert.Equal([(0, 0), (1, 3)], frames.Select(frame => (frame.Index, frame.ExitCode!.Value)));
    }

    [Fact]
    public async Task A_shell_that_dies_names_the_script_that_it_died_in()
    {
        var frames = new List<Frame>();

        await ShellBatches.ApplyAsync(_shell, ["true", "echo working; kill -9 $$", "true"], frames.Add, TestContext.Current.CancellationToken);

        Assert.Equal(new Frame(1, null, "working"), frames[^1]);
    }

    [Fact]
    public async Task A_shell_that_never_began_is_an_error_with_what_it_said()
    {
        var failure = await Assert.ThrowsAsync<OperationFailedException>(() =>
            ShellBatches.ApplyAsync(_shell, ["case in"], _ => { }, TestContext.Current.CancellationToken)
        );

        Assert.Contains("yntax error", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_drops_names_the_script_as_well()
    {
        var frames = new List<Frame>();

        await Assert.ThrowsAsync<OperationFailedException>(() =>
            ShellBatches.ApplyAsync(new DroppingShell(_shell), ["echo first", "echo second"], frames.Add, TestContext.Current.CancellationToken)
        );

        Assert.Equal([0, null], frames.Select(frame => frame.ExitCode));
    }

    [Fact]
    public async Task Scripts_that_only_look_may_run_side_by_side_and_changes_may_not()
    {
        using var folder = new TemporaryFolder();
        var script = $"mkdir '{folder["busy"]}'; sleep 0.05; rmdir '{folder["busy"]}'";

        var codes = new System.Collections.Concurrent.ConcurrentBag<int?>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => ShellBatches.ApplyAsync(new LocalShell(), [script], frame => codes.Add(frame.ExitCode), TestContext.Current.CancellationToken))
        );

        Assert.Equal([0, 0, 0, 0], codes);
    }

    /// <summary>Loses its connection after the first script has ended.</summary>
    private sealed class DroppingShell(LocalShell inner) : IHostShell
    {
        public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken) =>
            inner.PutFileAsync(path, content, rights, cancellationToken);

        public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => inner.AnswersOnNewConnectionAsync(cancellationToken);

        public async Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
        {
            await inner.RunAsync(
                script,
                line =>
                {
                    if (!line.Contains(" 1 end ", StringComparison.Ordinal))
                        onLine(line);
                },
                cancellationToken
            );
            throw new OperationFailedException(ExitCode.ProvisioningFailed, "connection lost", "try again");
        }
    }
}
