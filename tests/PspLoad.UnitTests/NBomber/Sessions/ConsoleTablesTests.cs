using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber.Sessions;

public sealed class ConsoleTablesTests
{
    [Theory]
    [InlineData("4.1.2", "0.49.1")]
    [InlineData("6.5.0", "0.46.0")]
    public void A_newer_Spectre_Console_than_it_was_compiled_for_is_told(string nbomber, string spectre)
    {
        var warning = ConsoleTables.Warn(new Version(nbomber), new Version(spectre));

        Assert.Contains($"NBomber {nbomber} runs with Spectre.Console {spectre}", warning, StringComparison.Ordinal);
        Assert.Contains("issue 720", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4.1.2", "0.45.0")]
    [InlineData("4.1.2", null)]
    [InlineData("6.6.0", "0.57.2")]
    public void Otherwise_there_is_nothing_to_tell(string nbomber, string? spectre) =>
        Assert.Null(ConsoleTables.Warn(new Version(nbomber), spectre is null ? null : new Version(spectre)));
}
