using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber.Sessions;

public sealed class NBomberSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_user_keeps_is_accepted() =>
        Assert.Empty(
            Refuse(
                """
                {
                  // as in NBomber's own examples
                  "TestSuite": "payments", "TestName": "smoke",
                  "GlobalSettings": {
                    "ScenariosSettings": [{
                      "ScenarioName": "smoke", "CustomSettings": { "LoadSimulations": 1 }, "StatsBasedOnIterations": true,
                      "ThresholdSettings": [{ "OkLatency": "p75 < 80", "AbortWhenErrorCount": 5 }],
                    }],
                    "ReportFileName": "mine", "ReportFormats": ["Html"], "ReportingInterval": "00:00:10"
                  }
                }
                """
            )
        );

    [Theory]
    [InlineData(
        """{ "GlobalSettings": { "ScenariosSettings": [{}, { "LoadSimulationsSettings": [] }] } }""",
        "GlobalSettings.ScenariosSettings[1].LoadSimulationsSettings"
    )]
    [InlineData("""{ "globalsettings": { "scenariossettings": [{ "loadsimulationssettings": [] }] } }""", "loadsimulationssettings would replace")]
    [InlineData("""{ "GlobalSettings": { "ScenariosSettings": [{ "WarmUpDuration": "00:00:30" }] } }""", "WarmUpDuration would add a warm-up")]
    [InlineData("""{ "GlobalSettings": { "ScenariosSettings": [{ "MaxFailCount": 5 }] } }""", "MaxFailCount would end the run")]
    [InlineData("""{ "GlobalSettings": { "ReportFolder": "x" } }""", "GlobalSettings.ReportFolder would move")]
    [InlineData("""{ "TargetScenarios": ["a"] }""", "TargetScenarios would leave")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{\n  \"a\": ,\n}", "is not JSON: line 2")]
    public void What_would_change_the_load_is_refused_by_name(string json, string problem)
    {
        var told = Assert.Single(Refuse(json));

        Assert.StartsWith("--nbomber-config '", told, StringComparison.Ordinal);
        Assert.Contains(problem, told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var settings = new NBomberSettings
        {
            ConfigFile = Path.Combine(_folder, "none.json"),
            InfraFile = _folder,
            SessionId = "a b",
            Sinks = ["NBomber.Sinks.InfluxDB", "../x"],
            Cluster = ["id=a", "agents-count=two", "port=1", "id", "node-type=boss"],
        };

        Assert.Equal(
            [
                $"--nbomber-config '{_folder}/none.json': does not exist; name a JSON file",
                $"--nbomber-infra '{_folder}': is a folder; name a file",
                "--nbomber-session 'a b' is not an id; use up to 100 letters, digits, '.', '_' and '-'",
                "--nbomber-sink '../x' is not the name of a NuGet package; write it as in NBomber.Sinks.InfluxDB",
                "--nbomber-cluster 'agents-count=two': agents-count takes a whole number",
                "--nbomber-cluster 'port=1' is not NAME=VALUE with one of the names "
                    + "id, nats-url, agents-count, agent-group, node-type, coordinator-target, agent-target, local-dev",
                "--nbomber-cluster 'id' is not NAME=VALUE with one of the names "
                    + "id, nats-url, agents-count, agent-group, node-type, coordinator-target, agent-target, local-dev",
                "--nbomber-cluster 'node-type=boss': node-type takes coordinator or agent",
            ],
            settings.Refuse(() => null)
        );
    }

    [Theory]
    [InlineData("id=a", null, false)]
    [InlineData("id=a", "key", true)]
    [InlineData("local-dev=true", null, true)]
    [InlineData("local-dev=false", null, false)]
    public void A_cluster_needs_a_licence_unless_it_is_on_this_machine(string setting, string? licence, bool isAccepted)
    {
        var settings = new NBomberSettings { Cluster = [setting] };

        Assert.True(settings.IsNode);
        Assert.Equal(isAccepted, settings.Refuse(() => licence).Count == 0);
    }

    [Fact]
    public void A_cluster_in_the_configuration_needs_one_too()
    {
        var settings = new NBomberSettings { ConfigFile = Write("""{ "ClusterSettings": { "AutoCluster": {} } }""") };

        Assert.True(settings.IsNode);
        Assert.Contains("enterprise licence", Assert.Single(settings.Refuse(() => null)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_is_read_only_if_it_is_needed() =>
        Assert.Empty(new NBomberSettings { SessionId = "s" }.Refuse(() => throw new InvalidOperationException("read")));

    [Fact]
    public void They_are_arguments_of_NBomber() =>
        Assert.Equal(
            ["--config=/c.json", "--infra=/i.json", "--session-id=s-1", "--cluster-id=a", "--cluster-agents-count=2"],
            new NBomberSettings
            {
                ConfigFile = "/c.json",
                InfraFile = "/i.json",
                SessionId = "s-1",
                Sinks = ["NBomber.Sinks.InfluxDB"],
                Cluster = ["id=a", "agents-count=2"],
            }.Arguments
        );

    private IReadOnlyList<string> Refuse(string json) => new NBomberSettings { ConfigFile = Write(json) }.Refuse(() => null);

    private string Write(string json)
    {
        var file = Path.Combine(_folder, "config.json");
        File.WriteAllText(file, json);
        return file;
    }
}
