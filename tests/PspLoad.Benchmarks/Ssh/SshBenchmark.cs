using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Roles;
using Renci.SshNet;

namespace PspLoad.Benchmarks.Ssh;

/// <summary>
/// Compares this project's SSH layer with OpenSSH's client at the provisioning engine's typical work, on the same hosts in one run.
/// </summary>
internal static class SshBenchmark
{
    private const int Commands = 1000;
    private const int FileBytes = 50_000_000;
    private const string Target = "/var/tmp/pspload-benchmark";

    private static readonly FileRights s_rights = new("0644") { AsRoot = false };

    /// <returns>Markdown</returns>
    public static async Task<string> RunAsync(BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        var environment = await OpenAsync(arguments.Environment, cancellationToken);
        var hosts = environment.Hosts.Take(7).Select(host => host.Name).ToList();
        var one = environment.Hosts.First(host => host.Name != environment.Ssh.Gateway).Name;
        var commands = arguments.Quick ? Commands / 10 : Commands;
        var content = RandomNumberGenerator.GetBytes(arguments.Quick ? FileBytes / 10 : FileBytes);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, content, cancellationToken);
        using var stream = File.OpenRead(file);

        await using var fleet = new SshFleet(environment);
        var fresh = new SshFleet(environment);
        using var openSsh = new OpenSshClient(environment);
        var put = await FilePush.ScriptAsync(Target, stream, s_rights, cancellationToken);
        Comparison[] comparisons =
        [
            new(
                "connect to one host behind the gateway (two hops) and run one command",
                () => RepeatAsync(fresh.Host(one), 1, cancellationToken),
                () => openSsh.RepeatAsync(one, 1, "true", cancellationToken),
                async () =>
                {
                    await openSsh.DisconnectAsync(cancellationToken);
                    await fresh.DisposeAsync();
                    fresh = new SshFleet(environment);
                }
            ),
            new(
                $"{commands:N0} commands on one host, one after the other",
                () => RepeatAsync(fleet.Host(one), commands, cancellationToken),
                () => openSsh.RepeatAsync(one, commands, "true", cancellationToken)
            ),
            new(
                $"{commands:N0} commands on each of {hosts.Count} hosts in parallel",
                () => Task.WhenAll(hosts.Select(host => RepeatAsync(fleet.Host(host), commands, cancellationToken))),
                () => Task.WhenAll(hosts.Select(host => openSsh.RepeatAsync(host, commands, "true", cancellationToken)))
            ),
            new(
                $"a file of {content.Length / 1_000_000} MB, verified, flushed and renamed",
                async () =>
                {
                    stream.Position = 0;
                    await fleet.Host(one).PutFileAsync(Target, stream, s_rights, cancellationToken);
                },
                () => openSsh.FeedAsync(one, put, file, cancellationToken)
            ),
        ];

        try
        {
            foreach (var comparison in comparisons)
            {
                await comparison.WarmUpAsync();
                for (var round = 0; round < arguments.Rounds; round++)
                    await comparison.MeasureAsync(round);
                Console.Error.WriteLine($"{comparison.Name}: {comparison.Ratio:F2}");
            }
        }
        finally
        {
            await openSsh.DisconnectAsync(CancellationToken.None);
            await fresh.DisposeAsync();
            await fleet.Host(one).RunAsync($"rm -f {Target}", cancellationToken: CancellationToken.None);
            File.Delete(file);
        }
        return Report(comparisons, arguments, await OpenSshClient.VersionAsync(cancellationToken));
    }

    private static async Task RepeatAsync(SshHost host, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
            (await host.RunAsync("true", cancellationToken: cancellationToken)).EnsureSuccess();
    }

    private static async Task<PspEnvironment> OpenAsync(string nameOrPath, CancellationToken cancellationToken)
    {
        var read = EnvironmentReader.Read(new EnvironmentLocator("environments").Locate(nameOrPath), BuiltInRoles.Catalogue);
        if (!read.IsValid)
            throw new OperationFailedException(ExitCode.InvalidUsage, string.Join('\n', read.Errors), "correct the environment");
        return read.Value.Lab is null
            ? read.Value
            : await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System).AttachAsync(read.Value, cancellationToken);
    }

    private static string Report(Comparison[] comparisons, BenchmarkArguments arguments, string openSsh)
    {
        var text = new StringBuilder(
            $"""
            # The SSH layer compared with OpenSSH's client

            Medians of {arguments.Rounds} rounds. The two take turns in one run (A B, B A, …). The ratio is the median of the rounds' ratios, with the lowest and
            the highest in brackets. Below 1 this project is faster. The goal is at most 1.3.{(
                arguments.Quick ? " **Quick run: a tenth of the work, not to be quoted.**" : ""
            )}

            | | this project | OpenSSH | ratio |
            |---|---:|---:|---:|

            """
        );
        foreach (var comparison in comparisons)
        {
            var (lowest, highest) = comparison.RatioRange;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {comparison.Name} | {Time(comparison.Ours)} | {Time(comparison.Peer)} | **{comparison.Ratio:F2}** ({lowest:F2}–{highest:F2}) |\n"
            );
        }
        return text.Append(
                CultureInfo.InvariantCulture,
                $"""

                OpenSSH is configured for speed: one master per hop (ControlMaster, ControlPersist), and a shell loop that starts one `ssh` process per command.
                Starting those processes is part of its cost. This project's process is running and warmed up before the first round. Both sides send the file
                through the same script on the host. Closing connections is not counted on either side. This project marks its commands for clean-up (one
                `export` each). Both sides verify the host keys on both hops. Hosts and clients share one machine, with whatever else runs on it.

                {EnvironmentBlock.Text(
                    openSsh + " with its default algorithms",
                    $"SSH.NET {typeof(SshClient).Assembly.GetName().Version!.ToString(3)}, ecdh-sha2-nistp256, aes128-gcm@openssh.com"
                )}

                """
            )
            .ToString();
    }

    private static string Time(double seconds) => seconds < 1 ? $"{seconds * 1000:F0} ms" : $"{seconds:F2} s";
}
