using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.Cli.Options;

public sealed class NBomberOptionsTests
{
    [Fact]
    public void Without_the_engine_each_is_refused() =>
        Assert.Equal(
            [
                "--nbomber-config 'x.json' needs --engine nbomber; add it, or omit --nbomber-config",
                "--nbomber-sink 'A' needs --engine nbomber; add it, or omit --nbomber-sink",
            ],
            Read("embedded", "--nbomber-config", "x.json", "--nbomber-sink", "A").Problems
        );

    [Fact]
    public void Without_any_there_is_nothing_wrong() => Assert.Empty(Read("embedded").Problems);

    [Theory]
    [InlineData("--nbomber-config", "", "is empty")]
    [InlineData("--nbomber-infra", "no/such.json", "does not exist")]
    [InlineData("--nbomber-session", "a b", "is not an id")]
    [InlineData("--nbomber-sink", "", "is not the name of a NuGet package")]
    [InlineData("--nbomber-cluster", "id", "is not NAME=VALUE")]
    public void A_wrong_value_is_named(string option, string value, string why)
    {
        var problem = Assert.Single(Read("nbomber", option, value).Problems);

        Assert.StartsWith(option, problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_become_full_paths_and_lists_keep_their_order()
    {
        var (settings, _) = Read("nbomber", "--nbomber-infra", "i.json", "--nbomber-sink", "B", "--nbomber-sink", "A");

        Assert.Equal(Path.GetFullPath("i.json"), settings.InfraFile);
        Assert.Equal(["B", "A"], settings.Sinks);
    }

    private static (NBomberSettings Settings, IReadOnlyList<string> Problems) Read(string engine, params string[] arguments)
    {
        var options = new NBomberOptions();
        var command = new Command("run");
        options.AddTo(command);
        return options.Read(command.Parse(arguments), engine);
    }
}
