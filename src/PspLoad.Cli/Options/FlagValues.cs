using System.CommandLine;
using PspLoad.Core.Configuration;

namespace PspLoad.Cli.Options;

/// <summary>Refuses <c>--flag=value</c>. The library would take the value for an argument of the command.</summary>
internal static class FlagValues
{
    /// <returns>one line for each flag with a value other than true or false</returns>
    public static IReadOnlyList<string> Refuse(ParseResult parsed, string[] arguments)
    {
        var flags = parsed
            .CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options)
            .Where(option => option.ValueType == typeof(bool))
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from argument in arguments.TakeWhile(argument => argument != "--")
            where argument.StartsWith('-')
            let parts = argument.Split('=', 2)
            where parts.Length == 2 && flags.Contains(parts[0]) && !bool.TryParse(parts[1], out _)
            select $"{parts[0]} {ConfigurationError.Quote(parts[1])}: this option takes no value; write {parts[0]}",
        ];
    }
}
