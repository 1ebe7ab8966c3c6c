using System.CommandLine;
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
        option.AcceptOnlyFromAmong(EngineChoice.EmbeddedName, EngineChoice.NBomberName);
        return option;
    }
}
