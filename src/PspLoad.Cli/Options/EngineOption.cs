using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.Runs.Engines;

namespace PspLoad.Cli.Options;

/// <summary><c>--engine NAME</c>: the load engine.</summary>
internal sealed class EngineOption() : Option<string>("--engine")
{
    public static EngineOption Create()
    {
        var option = new EngineOption
        {
            Description = "load engine: embedded, or nbomber (docs/nbomber.md)",
            HelpName = "NAME",
            DefaultValueFactory = _ => EngineChoice.EmbeddedName,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && name is not (EngineChoice.EmbeddedName or EngineChoice.NBomberName))
            {
                var known = $"expected {EngineChoice.EmbeddedName} or {EngineChoice.NBomberName}";
                result.AddError($"{option.Name} {ConfigurationError.Quote(name)} is not an engine; {known}.");
            }
        });
        return option;
    }
}
