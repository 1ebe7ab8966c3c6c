using Spectre.Console;

namespace PspLoad.NBomber.Runner;

/// <summary>Redirects NBomber's logos, tables and progress to a file beside its reports, because the terminal belongs to the command line.</summary>
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
                // Without ANSI sequences, Spectre.Console would set its colours through System.Console, on the terminal.
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
