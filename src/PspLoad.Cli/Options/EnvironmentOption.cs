using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Roles;

namespace PspLoad.Cli.Options;

/// <summary><c>-e ENV</c>: the name of a file in <c>environments/</c>, or a path.</summary>
internal sealed class EnvironmentOption() : Option<string>("--environment", "-e")
{
    public const string Default = "quick";

    public static EnvironmentOption Create() =>
        new()
        {
            Description = "a name in environments/, or the path of a YAML file",
            HelpName = "ENV",
            DefaultValueFactory = _ => Default,
        };

    /// <exception cref="InvalidConfigurationException">The file has errors; the exception lists all of them.</exception>
    public PspEnvironment Read(ParseResult parsed)
    {
        var file = this.Blame(() => new EnvironmentLocator(Checkout.EnvironmentsDirectory).Locate(parsed.GetRequiredValue(this)));
        var result = EnvironmentReader.Read(file, BuiltInRoles.Catalogue);
        return result.Value ?? throw new InvalidConfigurationException(result.Errors);
    }
}
