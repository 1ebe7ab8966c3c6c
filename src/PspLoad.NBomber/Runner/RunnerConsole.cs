using Spectre.Console;

namespace PspLoad.NBomber.Runner;

/// <summary>NBomber writes logos, tables and progress to the terminal, which is the command line's own: they go to a file beside its reports.</summary>
internal sealed class RunnerConsole : IDisposable
{
    private readonly IAnsiConsole _before = AnsiConsole.Console;
    private readonly StreamWriter _file;

    public RunnerConsole(string path)
    {
        _file = new StreamWriter(path) { AutoFlush = true };
        AnsiConsole.Console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // Without sequences it would set colours through System.Console, on the terminal.
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(_file),
            }
        );
    }

    public void Dispose()
    {
        AnsiConsole.Console = _before;
        _file.Dispose();
    }
}
