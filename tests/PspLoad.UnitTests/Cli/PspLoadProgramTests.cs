using System.CommandLine;
using PspLoad.Cli;

namespace PspLoad.UnitTests.Cli;

public sealed class PspLoadProgramTests
{
    /// <summary>A typed option of the library refuses a wrong value with the name of a .NET type. OptionReader reads values from texts instead.</summary>
    [Fact]
    public void Options_are_texts_or_flags()
    {
        Type[] known = [typeof(string), typeof(string[]), typeof(bool), typeof(void)];

        var strangers =
            from command in Below(PspLoadProgram.CreateRoot())
            from symbol in command
                .Options.Select(option => (option.Name, Type: option.ValueType))
                .Concat(command.Arguments.Select(one => (one.Name, Type: one.ValueType)))
            where !known.Contains(symbol.Type)
            select $"{command.Name} {symbol.Name}: {symbol.Type}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_option_has_a_description_and_every_value_a_name()
    {
        var silent =
            from command in Below(PspLoadProgram.CreateRoot())
            from option in command.Options
            where string.IsNullOrEmpty(option.Description) || (option.ValueType != typeof(bool) && option.ValueType != typeof(void) && option.HelpName is null)
            select $"{command.Name} {option.Name}";

        Assert.Empty(silent);
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Prepend(command);
}
