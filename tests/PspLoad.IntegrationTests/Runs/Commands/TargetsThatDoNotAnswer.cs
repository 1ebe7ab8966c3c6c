using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Errors;
using PspLoad.IntegrationTests.Load;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>A target without a PSP, and a name that nobody resolves: the command ends soon, says so in one line, and leaves no folder.</summary>
public sealed class TargetsThatDoNotAnswer
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_without_a_PSP_is_exit_3_before_any_folder()
    {
        await using var sandbox = await CommandSandbox.CreateAsync(usesPsp: false);
        var before = Directory.EnumerateFileSystemEntries(sandbox.Results, "*", SearchOption.AllDirectories).Order().ToList();

        var end = await sandbox.RunAsync(["run", "--target", "http://127.0.0.1:1", "--merchant", "merchant", "-s", "smoke"], "", Cancellation);

        Assert.Equal((int)ExitCode.ProvisioningFailed, end.ExitCode);
        var line = Assert.Single(end.ErrorLines, text => !text.StartsWith('['));
        Assert.StartsWith("error: no PSP answers this merchant at http://127.0.0.1:1", line, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(sandbox.Results, "*", SearchOption.AllDirectories).Order());
    }

    /// <summary>The DNS server takes the question and never answers.</summary>
    [Theory]
    [InlineData("load --url http://silent.test/ --rate 1", "interrupted")]
    [InlineData("run --target http://silent.test --merchant merchant -s smoke", "interrupted before the hosts were up; nothing was measured")]
    public async Task Ctrl_C_ends_a_look_up_at_once(string command, string said)
    {
        if (CommandSandbox.WhyNoMounts is { } reason)
            Assert.Skip(reason);
        const string Server = "127.53.53.53";
        using var dns = new UdpClient(new IPEndPoint(IPAddress.Parse(Server), 53));
        await using var sandbox = await CommandSandbox.CreateAsync(usesPsp: false);
        var resolver = Path.Combine(sandbox.Root, "resolv.conf");
        await File.WriteAllTextAsync(resolver, $"nameserver {Server}\noptions timeout:30 attempts:5\n", Cancellation);
        const string Script = """cd "$1"; shift; mount --bind resolv.conf /etc/resolv.conf; export PSPLOAD_ROOT=$PWD; exec dotnet "$@" """;
        string[] arguments = ["--mount", "bash", "-ec", Script, "bash", sandbox.Root, BuiltProgram.Cli, .. command.Split(' ')];
        await using var process = ChildProcess.Start("unshare", arguments);
        await dns.ReceiveAsync(Cancellation);

        var pressed = TimeProvider.System.GetTimestamp();
        process.PressCtrlC();
        var (_, errors, exitCode) = await process.FinishAsync(Cancellation);

        Assert.Equal((int)ExitCode.Interrupted, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("results/latest", errors, StringComparison.Ordinal);
        // The look-up itself would take 10 s.
        Assert.True(TimeProvider.System.GetElapsedTime(pressed) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    // As typed, and as the URL has it.
    [InlineData("http://bücher.test:1/ --connect-to 127.0.0.2:1", 1)]
    [InlineData("http://[::1]:1/", 1)]
    [InlineData("http://[::ffff:127.0.0.1]:1/", 1)]
    [InlineData("http://127.0.0.1:1/", 1)]
    // Link-local addresses are not loopback, with a zone or without; the wildcard is not loopback, either.
    [InlineData("http://[fe80::1]:1/", 2)]
    [InlineData("http://[fe80::1%25lo]:1/", 2)]
    [InlineData("http://[::ffff:192.0.2.1]:1/", 2)]
    [InlineData("http://0.0.0.0:1/", 2)]
    [InlineData("http://[::]:1/", 2)]
    // Its owner has named it, in either form; nothing listens there.
    [InlineData("http://[::ffff:192.0.2.1]:1/ --i-own-this-target [::ffff:192.0.2.1] --connect-timeout 100ms", 1)]
    public async Task An_address_is_taken_or_refused_before_the_load(string url, int expected)
    {
        await using var sandbox = await CommandSandbox.CreateAsync(usesPsp: false);

        var end = await sandbox.RunAsync([.. $"load --rate 20 --duration 1s --warmup 0s --graceful-stop 0s --url {url}".Split(' ')], "", Cancellation);

        // A load without a success is exit code 1; on a busy machine it may be INVALID.
        Assert.True(end.ExitCode == expected || (expected == 1 && end.ExitCode == (int)ExitCode.RunInvalid), end.ToString());
        if (expected == 2)
            Assert.Single(end.ErrorLines);
    }

    /// <summary>What is wrong with a file of authorities is said in words, before anything is sent.</summary>
    [Theory]
    [InlineData("empty", "is empty")]
    [InlineData("operator_key", "has a private key and no certificate")]
    [InlineData("certificate.der", "it is DER, not PEM")]
    [InlineData("merchant", "has no certificate")]
    [InlineData("no-such-file", "no-such-file")]
    [InlineData("results", "results")]
    public async Task A_file_of_authorities_is_read_before_the_load(string file, string said)
    {
        await using var sandbox = await CommandSandbox.CreateAsync(usesPsp: false);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "empty"), "", Cancellation);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(
            await File.ReadAllTextAsync(Path.Combine(sandbox.Root, "certificate.pem"), Cancellation)
        );
        await File.WriteAllBytesAsync(Path.Combine(sandbox.Root, "certificate.der"), certificate.RawData, Cancellation);

        foreach (var command in new[] { "load --url https://127.0.0.1:1/ --rate 1", "run --target https://127.0.0.1:1/ --merchant merchant -s smoke" })
        {
            var end = await sandbox.RunAsync([.. command.Split(' '), "--cacert", file], "", Cancellation);

            Assert.Equal((int)ExitCode.InvalidUsage, end.ExitCode);
            var line = Assert.Single(end.ErrorLines);
            Assert.Contains("--cacert", line, StringComparison.Ordinal);
            Assert.Contains(said, line, StringComparison.Ordinal);
        }
    }
}
