using Microsoft.Extensions.Logging;

namespace PspLoad.Cli.Terminal;

/// <summary>Logs to standard error for a person: the message only, with a prefix for warnings and errors.</summary>
/// <param name="minimum">lowest level that is printed</param>
internal class Narrator(LogLevel minimum = LogLevel.Information) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var mark = logLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => string.Empty,
        };
        Console.Error.WriteLine(mark + formatter(state, exception));
    }
}

/// <inheritdoc/>
/// <typeparam name="T">the class that logs</typeparam>
internal sealed class Narrator<T>(LogLevel minimum = LogLevel.Information) : Narrator(minimum), ILogger<T>;
