using PspLoad.AcquirerSimulator.Configuration;

namespace PspLoad.UnitTests.AcquirerSimulator.Configuration;

public sealed class SimulatorOptionsReaderTests : IDisposable
{
    private readonly string _tokenFile = Path.GetTempFileName();

    public SimulatorOptionsReaderTests() => File.WriteAllText(_tokenFile, "sixteen-characters-or-more\n");

    public void Dispose() => File.Delete(_tokenFile);

    [Fact]
    public void Only_the_token_is_required()
    {
        var (options, errors) = Read(("ACQUIRER_ADMIN_TOKEN_FILE", _tokenFile));

        Assert.Empty(errors);
        Assert.Equal("sixteen-characters-or-more", options!.AdminToken);
        Assert.Equal((8090, 8091, 40.0), (options.Listen.Port, options.AdminListen.Port, options.Behaviour.LatencyMedianMs));
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_by_name()
    {
        var (options, errors) = Read(
            ("ACQUIRER_LISTEN", "https://127.0.0.1:8090"),
            ("ACQUIRER_ADMIN_LISTEN", "elsewhere"),
            ("ACQUIRER_SEED", "-1"),
            ("ACQUIRER_LATENCY_SIGMA", "four"),
            ("ACQUIRER_DECLINE_RATE", "1.5"),
            ("ACQUIRER_HANG_MS", "NaN"),
            ("ACQUIRER_API_TOKEN_FILE", "/nowhere/token"),
            ("ACQUIRER_DECLINERATE", "0.1")
        );

        Assert.Null(options);
        foreach (
            var name in new[]
            {
                "TLS_CERT_FILE",
                "ADMIN_LISTEN",
                "SEED",
                "LATENCY_SIGMA",
                "DECLINE_RATE",
                "HANG_MS",
                "API_TOKEN_FILE",
                "ADMIN_TOKEN_FILE",
                "DECLINERATE",
            }
        )
        {
            Assert.Contains(errors, error => error.StartsWith($"ACQUIRER_{name}:", StringComparison.Ordinal));
        }

        Assert.Equal(9, errors.Count);
    }

    [Fact]
    public void Rates_that_exceed_one_together_are_a_mistake()
    {
        var (_, errors) = Read(("ACQUIRER_ADMIN_TOKEN_FILE", _tokenFile), ("ACQUIRER_DECLINE_RATE", "0.6"), ("ACQUIRER_ERROR_RATE", "0.6"));
        Assert.Contains("at most 1", Assert.Single(errors));
    }

    [Fact]
    public void Both_ports_must_differ()
    {
        var (_, errors) = Read(("ACQUIRER_ADMIN_TOKEN_FILE", _tokenFile), ("ACQUIRER_ADMIN_LISTEN", "http://127.0.0.1:8090"));
        Assert.Contains("its own port", Assert.Single(errors));
    }

    [Fact]
    public void A_token_that_is_too_short_is_not_shown()
    {
        File.WriteAllText(_tokenFile, "short-secret");
        var (_, errors) = Read(("ACQUIRER_ADMIN_TOKEN_FILE", _tokenFile));
        Assert.DoesNotContain("short-secret", Assert.Single(errors));
    }

    private static (SimulatorOptions? Options, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] variables) =>
        new SimulatorOptionsReader(variables.ToDictionary(pair => pair.Name, pair => pair.Value)).Read();
}
