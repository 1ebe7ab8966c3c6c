using Microsoft.Extensions.Logging;

namespace PspLoad.Cli.Terminal;

/// <summary>Makes a <see cref="Narrator"/> for every part of the program.</summary>
internal sealed class NarratorFactory : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Narrator();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("a narrator is the only logger");

    public void Dispose() { }
}
