using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.NBomber.Sessions;
using PspLoad.Runs.Engines;

namespace PspLoad.Cli.Options;

/// <summary>The <c>--nbomber-…</c> options: what the user configures in NBomber itself (docs/nbomber.md).</summary>
internal sealed class NBomberOptions
{
    private readonly Option<string> _config = new("--nbomber-config")
    {
        Description = "with --engine nbomber: its JSON configuration, for thresholds and reports; the load stays the scenario's",
        HelpName = "FILE",
    };
    private readonly Option<string> _infra = new("--nbomber-infra")
    {
        Description = "with --engine nbomber: its JSON infrastructure configuration, for sinks and loggers",
        HelpName = "FILE",
    };
    private readonly Option<string> _session = new("--nbomber-session") { Description = "with --engine nbomber: id of its session", HelpName = "ID" };
    private readonly Option<string[]> _sinks = new("--nbomber-sink")
    {
        Description = "with --engine nbomber: NuGet package of a reporting sink (any number of times)",
        HelpName = "PACKAGE",
    };
    private readonly Option<string[]> _cluster = new("--nbomber-cluster")
    {
        Description = "with --engine nbomber and an enterprise licence: its argument --cluster-NAME (any number of times)",
        HelpName = "NAME=VALUE",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _config, _infra, _session, _sinks, _cluster })
            command.Add(option);
    }

    /// <param name="engine">name of the chosen engine</param>
    /// <returns>the settings, and what is wrong with them, one line each</returns>
    public (NBomberSettings Settings, IReadOnlyList<string> Problems) Read(ParseResult parsed, string engine)
    {
        if (engine != EngineChoice.NBomberName)
        {
            var useless =
                from option in new Option[] { _config, _infra, _session, _sinks, _cluster }
                let given = parsed.GetResult(option)
                where given is { Implicit: false }
                let value = ConfigurationError.Quote(string.Join(' ', given.Tokens.Select(token => token.Value)))
                select $"{option.Name} {value} needs --engine nbomber; add it, or omit {option.Name}";
            return (NBomberSettings.None, [.. useless]);
        }

        string? Full(Option<string> option) => parsed.GetValue(option) is { Length: > 0 } path ? Path.GetFullPath(path) : parsed.GetValue(option);
        var settings = new NBomberSettings
        {
            ConfigFile = Full(_config),
            InfraFile = Full(_infra),
            SessionId = parsed.GetValue(_session),
            Sinks = parsed.GetValue(_sinks) ?? [],
            Cluster = parsed.GetValue(_cluster) ?? [],
        };
        return (settings, settings.Refuse(() => Licence.Read(Environment.GetEnvironmentVariable)));
    }
}
