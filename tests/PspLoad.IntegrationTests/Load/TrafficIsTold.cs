using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PspLoad.IntegrationTests.Load.Http;

namespace PspLoad.IntegrationTests.Load;

/// <summary>What a load meets beside plain answers is told in words, and counted in <c>--json</c>.</summary>
public sealed class TrafficIsTold
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redirects_interim_answers_and_cookies()
    {
        const string Answer =
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /login\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n";
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                    await connection.WriteAsync(Answer);
            }
        );
        await using var tool = LoadTool.Start(server.Url, "--rate", "50", "--duration", "1s", "--warmup", "0s");
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal((50, 0, 50, 100), Traffic(outcome));
        Assert.Superset(new HashSet<string> { "redirected", "interim-answers", "cookies-dropped" }, outcome.Findings.ToHashSet());

        await using var expecting = LoadTool.Start(server.Url, "--rate", "50", "--duration", "1s", "--warmup", "0s", "--expect-status", "302");
        Assert.Equal(0, Traffic(await expecting.FinishAsync(Cancellation)).Redirects);
    }

    [Fact]
    public async Task Requests_that_were_sent_again()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
                await connection.ReadRequestAsync();
            }
        );
        await using var tool = LoadTool.Start(server.Url, "--connections", "1", "--duration", "5s", "--warmup", "0s");
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal(0, outcome.Arrivals("failed"));
        Assert.InRange(Traffic(outcome).Resent, 1, long.MaxValue);
        Assert.Contains("resent", outcome.Findings);
    }

    [Fact]
    public async Task An_interrupted_load()
    {
        await using var server = ScriptedServer.Answering();
        await using var tool = LoadTool.Start(server.Url, "--rate", "50", "--duration", "10m", "--warmup", "0s");
        await tool.IsMeasuringAsync(Cancellation);
        tool.PressCtrlC();
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal((130, true), (outcome.ExitCode, outcome.Report!.Value.GetProperty("interrupted").GetBoolean()));
        Assert.Equal((0, 0, 0, 0), Traffic(outcome));
    }

    /// <summary>The heap may have 128 MB, the body has 300.</summary>
    [Theory]
    [InlineData("Content-Length: 300000000")]
    [InlineData("Connection: close")]
    public async Task A_body_larger_than_the_memory_is_read_and_dropped(string header)
    {
        var block = new byte[1_000_000];
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                {
                    await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n");
                    for (var i = 0; i < 300; i++)
                    {
                        for (var sent = 0; sent < block.Length; )
                            sent += await connection.Socket.SendAsync(block.AsMemory(sent), connection.Stopped);
                    }

                    if (header.EndsWith("close", StringComparison.Ordinal))
                        return;
                }
            }
        );
        string[] load =
        [
            "load",
            "--url",
            server.Url.ToString(),
            "--connections",
            "1",
            "--duration",
            "1s",
            "--warmup",
            "0s",
            "--timeout",
            "2m",
            "--graceful-stop",
            "2m",
        ];
        await using var tool = ChildProcess.Start("env", ["DOTNET_GCHeapHardLimit=0x8000000", "dotnet", BuiltProgram.Cli, .. load, "--json"]);
        var (output, errors, exitCode) = await tool.FinishAsync(Cancellation);

        // On a busy machine the run may be INVALID.
        Assert.True(exitCode is 0 or 4, output + errors);
        var arrivals = JsonDocument.Parse(output).RootElement.GetProperty("arrivals");
        Assert.InRange(arrivals.GetProperty("completed").GetInt64(), 1, long.MaxValue);
        Assert.Equal(arrivals.GetProperty("scheduled").GetInt64(), arrivals.GetProperty("completed").GetInt64());
    }

    [Fact]
    public async Task Headers_beyond_the_limit_name_it_and_its_option()
    {
        var header = $"X-Filler: {new string('x', 1000)}\r\n";
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                    await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat(header, 75))}Content-Length: 0\r\n\r\n");
            }
        );
        await using var passes = LoadTool.Start(server.Url, "--rate", "20", "--duration", "1s", "--warmup", "0s");
        Assert.Equal(20, (await passes.FinishAsync(Cancellation)).Arrivals("completed"));

        await using var cut = LoadTool.Start(server.Url, "--rate", "20", "--duration", "1s", "--warmup", "0s", "--max-header-bytes", "20000");
        var outcome = await cut.FinishAsync(Cancellation);
        var error = outcome.Report!.Value.GetProperty("flows")[0].GetProperty("errors")[0];
        Assert.Equal("protocol", error.GetProperty("kind").GetString());
        Assert.Equal("the headers are longer than 20000 bytes; load's --max-header-bytes raises the limit", error.GetProperty("examples")[0].GetString());
    }

    [Fact]
    public async Task Files_of_a_client_certificate_that_do_not_fit_are_told_before_the_load()
    {
        using Certificates authority = new();
        using var first = authority.Issue("merchant-1");
        using var second = authority.Issue("merchant-2");
        var folder = Directory.CreateTempSubdirectory("load-cert-");
        try
        {
            var (certificate, key) = (Path.Combine(folder.FullName, "cert.pem"), Path.Combine(folder.FullName, "key.pem"));
            await File.WriteAllTextAsync(certificate, first.ExportCertificatePem(), Cancellation);
            await File.WriteAllTextAsync(key, second.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cancellation);
            string[] load = ["load", "--url", "https://127.0.0.1:1/", "--rate", "1", "--cert", certificate];

            foreach (
                var (options, words) in new[] { ((string[])["--key", key], "does not belong to the certificate of CN=merchant-1"), ([], "no private key") }
            )
            {
                await using var tool = ChildProcess.StartDotnet(BuiltProgram.Cli, [.. load, .. options]);
                var (output, errors, exitCode) = await tool.FinishAsync(Cancellation);
                Assert.Equal((2, ""), (exitCode, output));
                Assert.Contains(words, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (long Redirects, long Resent, long Interim, long Cookies) Traffic(LoadTool.Outcome outcome)
    {
        var traffic = outcome.Report!.Value.GetProperty("traffic");
        long Count(string name) => traffic.GetProperty(name).GetInt64();
        return (Count("redirects"), Count("resent"), Count("interimAnswers"), Count("cookiesDropped"));
    }
}
