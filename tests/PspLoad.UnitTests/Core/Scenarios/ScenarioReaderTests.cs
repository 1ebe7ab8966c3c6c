using PspLoad.Core.Scenarios;
using PspLoad.Runs.Sessions;
using PspLoad.UnitTests.Architecture;
using YamlDotNet.RepresentationModel;

namespace PspLoad.UnitTests.Core.Scenarios;

public sealed class ScenarioReaderTests : IDisposable
{
    private const string Small = """
        flows: { sale-card: 3, authorise-capture: 1 }
        executor: constant-arrival-rate
        rate: 100
        duration: 60s
        faults:
          - { at: 40s, fault: delay-network, for: 5s, host: app1, delay: 20ms }
          - { at: 20s, fault: kill-active-application }
        thresholds: [p99 < 250ms, recovery < 5s, lost == 0, outside-faults.sale-card.p99 < 100ms, authorise-capture.capture.p95 < 1s]

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml").Select(file => Path.GetFileName(file)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_scenario_that_is_shipped_is_valid_and_says_at_its_top_what_it_is_for(string name)
    {
        var file = Path.Combine(Repository.Root, "scenarios", name);

        var result = PaymentScenarios.Reader.Read(file);

        Assert.Empty(result.Errors);
        Assert.StartsWith("# ", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e-308")]
    [InlineData("0.1")]
    [InlineData("0.3333333333333333")]
    [InlineData("123456789012345680000000")]
    public void Numbers_are_written_as_they_were_read(string weight)
    {
        var (file, copy) = (Path.Combine(_folder, "numbers.yaml"), Path.Combine(_folder, "copy.yaml"));
        File.WriteAllText(file, $"flows: {{ sale-card: {weight} }}\nexecutor: constant-vus\nvus: 1\nduration: 1s\n");
        var read = PaymentScenarios.Reader.Read(file).Value!;

        File.WriteAllText(copy, ScenarioFile.Write(read));

        Assert.Equal(read.Flows, PaymentScenarios.Reader.Read(copy).Value!.Flows);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_written_of_a_scenario_is_the_same_scenario(string name)
    {
        var read = PaymentScenarios.Reader.Read(Path.Combine(Repository.Root, "scenarios", name)).Value!;
        var copy = Path.Combine(_folder, name);

        File.WriteAllText(copy, ScenarioFile.Write(read));

        var again = PaymentScenarios.Reader.Read(copy);
        Assert.Empty(again.Errors);
        Assert.Equal(ScenarioFile.Write(read), ScenarioFile.Write(again.Value!));
        Assert.Equal(read.Load.Stages, again.Value!.Load.Stages);
        Assert.Equal(
            read.Faults.Select(fault => fault with { Place = again.Value.Faults[0].Place, Options = again.Value.Faults[0].Options }),
            again.Value.Faults.Select(fault => fault with { Place = again.Value.Faults[0].Place, Options = again.Value.Faults[0].Options })
        );
    }

    [Theory]
    [InlineData("a,b: c #d")]
    [InlineData("{ a: [b] }")]
    [InlineData("@image")]
    [InlineData("'single' \"double\" \\ back")]
    [InlineData(" blanks ")]
    [InlineData("- item")]
    [InlineData("#comment")]
    [InlineData("%directive")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("Zahlung größer, 支払い: 🙂")]
    [InlineData("two\nlines\n")]
    public void An_option_of_a_fault_is_read_as_it_was_written(string value) => Assert.Equal(value, OptionAfterWriting(value));

    [Fact]
    public void Any_option_of_a_fault_is_read_as_it_was_written()
    {
        const string Letters = " ,:#'\"@&*!|>%{}[]-?~`=\\/\tabz09é支";
        var random = new Random(17);
        for (var round = 0; round < 500; round++)
        {
            var value = new string(random.GetItems(Letters.AsSpan(), random.Next(1, 12)));
            Assert.Equal(value, OptionAfterWriting(value));
        }
    }

    private static string OptionAfterWriting(string value)
    {
        var scenario = Words.Read(Small);
        var fault = scenario.Faults[1] with { Options = new Dictionary<string, string> { ["delay"] = value } };
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ScenarioFile.Write(scenario with { Faults = [fault] })));
        return ((YamlScalarNode)yaml.Documents[0].RootNode["faults"][0]["delay"]).Value!;
    }

    [Fact]
    public void Faults_come_in_the_order_of_time_with_their_options()
    {
        var scenario = Words.Read(Small);

        Assert.Equal(["kill-active-application", "delay-network"], scenario.Faults.Select(fault => fault.Fault.Name));
        Assert.Equal("20ms", scenario.Faults[1].Options["delay"]);
        Assert.Equal(TimeSpan.FromSeconds(5), scenario.Faults[1].For);
        Assert.Equal(RecoveryCriterion.Default, scenario.Recovery);
    }

    [Fact]
    public void The_command_line_changes_a_scenario()
    {
        var scenario = Read(
            new ScenarioOverride("--rate 7", "rate", "7"),
            ScenarioOverride.Parse("recovery.p99=1s")!,
            ScenarioOverride.Parse("flows={ sale-card: 1 }")!
        );

        Assert.Equal(7, scenario.Load.Stages[0].From);
        Assert.Equal(TimeSpan.FromSeconds(1), scenario.Recovery.MaxP99);
        Assert.Equal(["sale-card"], scenario.Flows.Keys);
    }

    [Fact]
    public void A_wrong_change_is_named_as_it_was_given()
    {
        var file = Path.Combine(_folder, "a.yaml");
        File.WriteAllText(file, Small);

        var result = new ScenarioReader(Words.Of).Read(file, [ScenarioOverride.Parse("rate=fast")!, ScenarioOverride.Parse("durration=5s")!]);

        Assert.Equal(
            [
                "--set durration=5s: durration: unknown key; did you mean 'duration'?",
                "--set rate=fast: rate: 'fast' is not a rate from 0 to 1000000 a second; expected for example 100, 100/s, 6/m or 1.5k/s",
            ],
            result.Errors.Select(error => error.ToString()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Arrivals_are_the_integral_of_the_rate()
    {
        var load = Words
            .Read(
                """
                flows: { sale-card: 1 }
                executor: ramping-arrival-rate
                startRate: 10
                stages: [{ duration: 10s, target: 30 }, { duration: 0s, target: 100 }, { duration: 5s, target: 100 }]
                """
            )
            .Load;

        Assert.Equal(0, load.ArrivalsBy(0));
        Assert.Equal(75, load.ArrivalsBy(5), 9);
        Assert.Equal(200, load.ArrivalsBy(10), 9);
        Assert.Equal(700, load.ArrivalsBy(99), 9);
        Assert.Equal(TimeSpan.FromSeconds(15), load.Duration);
    }

    private Scenario Read(params ScenarioOverride[] overrides)
    {
        var file = Path.Combine(_folder, "a.yaml");
        File.WriteAllText(file, Small);
        var result = new ScenarioReader(Words.Of).Read(file, overrides);
        Assert.Empty(result.Errors);
        return result.Value!;
    }
}
