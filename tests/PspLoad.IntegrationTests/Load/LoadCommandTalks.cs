using System.Net;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Load;

/// <summary>The load command from its user's point of view: exit codes, and one clear line for each mistake.</summary>
public sealed class LoadCommandTalks
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_mistake_is_named_at_once()
    {
        var (output, errors, exitCode) = await RunAsync(
            "--url",
            "ftp://x",
            "--rate",
            "many",
            "--duration",
            "5",
            "--warmup",
            "soon",
            "--threshold",
            "p99 below 3",
            "--header",
            "nonsense"
        );

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var option in new[] { "--url", "--rate", "--duration", "--warmup", "--threshold" })
            Assert.Single(lines, line => line.Contains(option, StringComparison.Ordinal));
    }

    /// <summary>Each of these passed, crashed or ran for ever; each is told with the text that was typed.</summary>
    [Theory]
    [InlineData("--duration", "２s")]
    [InlineData("--duration", "99999999h")]
    [InlineData("--rate", "-1")]
    [InlineData("--rate", "1e9")]
    [InlineData("--threshold", "p101 < 1s")]
    [InlineData("--threshold", "p99 < ２５０ms")]
    [InlineData("--connections", "2.5")]
    [InlineData("--stage", "many")]
    [InlineData("--body", "@no-such-file")]
    [InlineData("--body", "@/")]
    [InlineData("--header", "@x")]
    [InlineData("--key", "some.pem")]
    [InlineData("--hdr", "/")]
    [InlineData("--hdr", "/dev/null")]
    [InlineData("--hdr", "")]
    public async Task A_wrong_value_is_quoted(string option, string value)
    {
        string[] load = option is "--rate" or "--connections" ? [] : ["--rate", "1"];
        var (output, errors, exitCode) = await RunAsync(["--url", "http://127.0.0.1:1/", .. load, option, value]);

        Assert.Equal((2, ""), (exitCode, output));
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"error: load: {option}", line, StringComparison.Ordinal);
        if (option != "--key")
            Assert.Contains(value, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_without_a_single_success_fails_unless_a_condition_allows_it()
    {
        string[] load = ["--url", "http://127.0.0.1:1/", "--rate", "50", "--duration", "1s", "--warmup", "0s"];

        var (output, _, exitCode) = await RunAsync(load);
        // On a busy machine the run may be INVALID. That exit code takes precedence.
        Assert.True(exitCode is 1 or 4, output);
        Assert.Contains("✗ completed > 0", output, StringComparison.Ordinal);

        (output, _, exitCode) = await RunAsync([.. load, "--threshold", "errors <= 100%"]);
        Assert.True(exitCode is 0 or 4, output);
        Assert.DoesNotContain("✗", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_sent_as_it_is_in_its_file()
    {
        var bytes = new byte[300];
        new Random(1).NextBytes(bytes);
        "--json\n# no comment\n"u8.CopyTo(bytes);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        using var server = new HttpListener();
        var port = FreePort.Next();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var load = RunAsync("--url", $"http://127.0.0.1:{port}/", "--connections", "1", "--duration", "1s", "--warmup", "0s", "--body", "@" + file);
        var request = await server.GetContextAsync();
        var received = new MemoryStream();
        await request.Request.InputStream.CopyToAsync(received, Cancellation);
        server.Abort();
        await load;
        File.Delete(file);

        Assert.Equal(bytes, received.ToArray());
    }

    [Fact]
    public async Task A_target_elsewhere_is_refused_unless_its_owner_names_it()
    {
        // TEST-NET-1 (RFC 5737): nobody owns this address.
        var (_, errors, exitCode) = await RunAsync("--url", "http://192.0.2.1/", "--rate", "1");

        Assert.Equal(2, exitCode);
        Assert.Contains("--i-own-this-target 192.0.2.1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_threshold_is_exit_1_and_named_first()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        var (output, _, exitCode) = await RunAsync(
            "--url",
            server.Url.ToString(),
            "--rate",
            "50",
            "--duration",
            "1s",
            "--threshold",
            "p50 < 1us",
            "--threshold",
            "errors < 1%"
        );

        // On a busy machine the run may be INVALID. That exit code takes precedence.
        Assert.True(exitCode is 1 or 4, output);
        Assert.Contains("✗ p50 < 1us", output, StringComparison.Ordinal);
        Assert.Contains("✓ errors < 1%", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("thresholds", StringComparison.Ordinal) < output.IndexOf("arrivals", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_load_and_still_reports()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, "--rate", "100", "--duration", "10m", "--warmup", "0s");
        await tool.IsMeasuringAsync(Cancellation);
        tool.PressCtrlC();
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal(130, outcome.ExitCode);
        // The whole ten minutes would be 60,000.
        Assert.InRange(outcome.Arrivals("scheduled"), 100, 30_000);
        Assert.Equal(outcome.Arrivals("scheduled"), outcome.Arrivals("completed"));
    }

    [Fact]
    public async Task Refused_connections_are_counted_not_thrown()
    {
        await using var tool = LoadTool.Start(new Uri("http://127.0.0.1:1/"), "--rate", "100", "--duration", "1s", "--warmup", "0s");
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal(100, outcome.Arrivals("failed"));
        var error = outcome.Report!.Value.GetProperty("flows")[0].GetProperty("errors")[0];
        Assert.Equal(("connect refused", 100), (error.GetProperty("kind").GetString(), error.GetProperty("count").GetInt32()));
    }

    private static async Task<(string Output, string Errors, int ExitCode)> RunAsync(params string[] arguments)
    {
        await using var tool = ChildProcess.StartDotnet(BuiltProgram.Cli, ["load", .. arguments]);
        return await tool.FinishAsync(Cancellation);
    }
}
