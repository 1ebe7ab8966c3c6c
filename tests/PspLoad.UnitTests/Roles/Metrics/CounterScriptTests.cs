using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.Roles.Database;
using PspLoad.Roles.Metrics;
using PspLoad.UnitTests.Provisioning;

namespace PspLoad.UnitTests.Roles.Metrics;

public sealed class CounterScriptTests : IDisposable
{
    private static readonly HostDefinition s_host = new("db1", IPAddress.Loopback, [DatabaseRole.RoleName], Zone: null);
    private static readonly ServiceMetrics[] s_services = [.. BuiltInRoles.All.OfType<IMeasuredRole>().Select(role => role.Metrics)];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_database_is_asked_through_one_client()
    {
        // A client that answers two of the variables, and "end" last, as the real one does.
        await File.WriteAllTextAsync(
            _folder["mariadb"],
            "#!/bin/sh\nwhile read -r question; do echo \"$question\" | grep -q Com_commit && printf 'Com_commit\\t7\\nmax_connections\\t200\\nend\\n'; done\n",
            Cancellation
        );
        File.SetUnixFileMode(_folder["mariadb"], (UnixFileMode)0b111_101_101);

        var sample = await FirstSampleAsync([new DatabaseRole().Metrics]);

        Assert.Equal(["mariadb\0Com_commit\t7", "mariadb\0max_connections\t200"], sample.Where(line => line.StartsWith("mariadb", StringComparison.Ordinal)));
        Assert.Contains(sample, line => line.StartsWith("/proc/uptime\0", StringComparison.Ordinal));
        Assert.Contains("kind ", string.Join('\n', sample), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_is_asked_over_http_and_answers_what_matters()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answered = AnswerAsync(server);

        var sample = await FirstSampleAsync([new Web(((IPEndPoint)server.LocalEndpoint).Port)]);

        Assert.Equal("GET /metrics HTTP/1.0", await answered);
        Assert.Equal(["web\0load 3"], sample.Where(line => line.StartsWith("web", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_missing_and_the_rest_is_there()
    {
        var sample = await FirstSampleAsync([new Web(port: 1)]);

        Assert.Contains(sample, line => line.StartsWith("/proc/uptime\0", StringComparison.Ordinal));
        Assert.DoesNotContain(sample, line => line.StartsWith("web", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_service_together_is_valid_bash()
    {
        using var bash = Bash(["-n", "-s"]);
        await WriteAsync(bash, CounterScript.Text(s_host, s_services));

        Assert.Equal("", await bash.StandardError.ReadToEndAsync(Cancellation));
        Assert.Equal(3, s_services.Length);
    }

    private static async Task<string> AnswerAsync(TcpListener server)
    {
        using var connection = await server.AcceptTcpClientAsync(Cancellation);
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var request = (await reader.ReadLineAsync(Cancellation))!;
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 }) { }
        await stream.WriteAsync("HTTP/1.0 200 OK\r\n\r\n# a comment\nload 3\nother 4\n"u8.ToArray(), Cancellation);
        return request;
    }

    private async Task<List<string>> FirstSampleAsync(ServiceMetrics[] services)
    {
        using var bash = Bash(["-s"]);
        await WriteAsync(bash, CounterScript.Text(s_host, services));
        List<string> lines = [];
        while (await bash.StandardOutput.ReadLineAsync(Cancellation) is var line && line != CounterScript.End)
            lines.Add(line ?? throw new InvalidOperationException("the script ended within its first sample"));
        bash.Kill(entireProcessTree: true);
        await bash.WaitForExitAsync(Cancellation);
        return lines;
    }

    private Process Bash(IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo("bash", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}" },
            }
        )!;

    private static async Task WriteAsync(Process bash, string script)
    {
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
    }

    private sealed class Web(int port) : ServiceMetrics("web")
    {
        public override IReadOnlyList<ServiceFigure> Figures => [];

        public override string Sample(HostDefinition host) => $"get {Service} {host.Address} {port} /metrics '^(load)'";

        internal override (string Name, string Number)? Read(string[] words) => null;
    }
}
