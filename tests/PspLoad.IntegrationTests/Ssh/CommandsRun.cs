using System.Security.Cryptography;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class CommandsRun
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exit_code_and_both_streams_come_back()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var result = await lab.Host.RunAsync("echo out; echo err >&2; exit 7", cancellationToken: Stop);
        Assert.Equal((7, null, "out\n", "err\n"), (result.ExitCode, result.Signal, result.Stdout, result.Stderr));
        Assert.Contains(
            "app1: 'echo out; echo err >&2; exit 7' failed with exit code 7:\nerr",
            Assert.Throws<CommandFailedException>(result.EnsureSuccess).Message
        );
    }

    [Fact]
    public async Task A_signal_is_named()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var result = await lab.Host.RunAsync("kill -s KILL $$", cancellationToken: Stop);
        Assert.Equal((null, "KILL"), (result.ExitCode, result.Signal));
    }

    [Fact]
    public async Task Without_input_a_command_reads_end_of_file()
    {
        await using var lab = await PrivateFleet.StartAsync();
        Assert.Equal("0\n", (await lab.Host.RunAsync("wc -c", cancellationToken: Stop)).Stdout);
        Assert.Equal("0\n", (await lab.Host.RunAsync("wc -c", new CommandOptions { Stdin = CommandInput.From(Stream.Null) }, Stop)).Stdout);
    }

    [Fact]
    public async Task The_environment_is_exported_as_it_is()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var options = new CommandOptions
        {
            Environment = new Dictionary<string, string> { ["A"] = "it's \"$HOME\"\n`x`", ["B"] = "" },
        };
        Assert.Equal(
            "it's \"$HOME\"\n`x`|",
            (await lab.Host.RunAsync("printenv A | tr -d '\\000'; printf '%s|' \"$B\"", options, Stop)).Stdout.Replace("\n|", "|")
        );
    }

    [Theory]
    [InlineData(3 * Megabyte)]
    [InlineData(100)]
    public async Task Binary_input_comes_back_as_it_went(int length)
    {
        await using var lab = await PrivateFleet.StartAsync();
        var bytes = RandomNumberGenerator.GetBytes(length);
        var echoed = await lab.Host.RunAsync("cat", new CommandOptions { Stdin = CommandInput.From(bytes) }, Stop);
        Assert.True(echoed.StdoutBytes.Span.SequenceEqual(bytes));
        var streamed = await lab.Host.RunAsync("cat", new CommandOptions { Stdin = CommandInput.From(new MemoryStream(bytes)) }, Stop);
        Assert.True(streamed.StdoutBytes.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task Twenty_megabytes_on_both_streams_at_once_arrive_byte_for_byte()
    {
        await using var lab = await PrivateFleet.StartAsync();
        using var stdout = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stderr = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long outBytes = 0,
            errBytes = 0;
        var options = new CommandOptions
        {
            Stdout = CommandOutput.To(
                (piece, _) =>
                {
                    stdout.AppendData(piece.Span);
                    outBytes += piece.Length;
                    return ValueTask.CompletedTask;
                }
            ),
            Stderr = CommandOutput.To(
                (piece, _) =>
                {
                    stderr.AppendData(piece.Span);
                    errBytes += piece.Length;
                    return ValueTask.CompletedTask;
                }
            ),
        };
        var write = """awk 'BEGIN { for (i = 0; i < 2621440; i++) printf "%07d\n", (i * 7919 + SEED) % 10000000 }'""";
        var result = await lab.Host.RunAsync($"{write.Replace("SEED", "1")} & {write.Replace("SEED", "2")} >&2 & wait", options, Stop);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal((20 * Megabyte, 20 * Megabyte), (outBytes, errBytes));
        Assert.Equal(Expected(1), Convert.ToHexString(stdout.GetHashAndReset()));
        Assert.Equal(Expected(2), Convert.ToHexString(stderr.GetHashAndReset()));
    }

    [Fact]
    public async Task A_hundred_megabytes_stream_through_bounded_memory_though_the_consumer_waits_and_others_go_on()
    {
        await using var lab = await PrivateFleet.StartAsync();
        const long total = 100L * Megabyte;
        var gate = new TaskCompletionSource();
        long received = 0,
            peak = 0,
            before = 0;
        var options = new CommandOptions
        {
            Stdout = CommandOutput.To(
                async (piece, _) =>
                {
                    await gate.Task;
                    received += piece.Length;
                    peak = Math.Max(peak, GC.GetTotalMemory(false) - before);
                }
            ),
        };
        await lab.Host.RunAsync("true", cancellationToken: Stop);
        before = GC.GetTotalMemory(true);
        var streaming = lab.Host.RunAsync($"head -c {total} /dev/zero; echo written >&2", options, Stop);

        // While the reader takes nothing, the command cannot finish. Other commands on the same connection and on the gateway still work.
        for (var i = 0; i < 20; i++)
            Assert.True((await lab.Host.RunAsync("echo beside", cancellationToken: Stop)).Succeeded);
        Assert.True((await lab.Gateway.RunAsync("echo beside", cancellationToken: Stop)).Succeeded);
        Assert.True(GC.GetTotalMemory(true) - before < 16 * Megabyte);
        Assert.False(streaming.IsCompleted);

        gate.SetResult();
        Assert.Equal("written\n", (await streaming).Stderr);
        Assert.Equal(total, received);
        Assert.InRange(peak, 0, 32 * Megabyte);
    }

    [Fact]
    public async Task Output_beyond_the_limit_is_dropped_and_said()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var result = await lab.Host.RunAsync("head -c 5000000 /dev/zero", new CommandOptions { Stdout = CommandOutput.Capture(1000) }, Stop);
        Assert.Equal((0, 1000, true), (result.ExitCode, result.StdoutBytes.Length, result.Truncated));
        Assert.Throws<CommandFailedException>(result.EnsureSuccess);
    }

    [Fact]
    public async Task A_command_that_reads_only_a_part_of_its_input_does_not_harm_the_connection()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var much = new byte[8 * Megabyte];
        for (var i = 0; i < 30; i++)
            Assert.Equal("1\n", (await lab.Host.RunAsync("head -c 1 | wc -c", new CommandOptions { Stdin = CommandInput.From(much) }, Stop)).Stdout);
    }

    [Fact]
    public async Task More_commands_than_sessions_wait_for_their_turn()
    {
        await using var lab = await PrivateFleet.StartAsync("MaxSessions 10");
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => lab.Host.RunAsync($"sleep 0.1; echo {i}", cancellationToken: Stop)));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}\n"), results.Select(result => result.EnsureSuccess().Stdout));
    }

    [Fact]
    public async Task Fewer_sessions_than_agreed_are_named_with_the_remedy()
    {
        await using var lab = await PrivateFleet.StartAsync("MaxSessions 2");
        var results = Task.WhenAll(Enumerable.Range(0, 9).Select(_ => lab.Host.RunAsync("sleep 0.2", cancellationToken: Stop)));
        Assert.Contains("app1: sshd grants no further session", (await Assert.ThrowsAsync<Core.Errors.OperationFailedException>(() => results)).Message);
    }

    [Fact]
    public async Task A_consumer_that_fails_ends_the_command()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var options = new CommandOptions { Stdout = CommandOutput.To((_, _) => throw new InvalidDataException("not what was expected")) };
        await Assert.ThrowsAsync<InvalidDataException>(() => lab.Host.RunAsync("yes", options, Stop));
        Assert.Equal(0, (await lab.Host.RunAsync("! pgrep -x yes", cancellationToken: Stop)).ExitCode);
    }

    private static string Expected(int seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long i = 0; i < 2621440; i++)
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes($"{((i * 7919) + seed) % 10000000:D7}\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
