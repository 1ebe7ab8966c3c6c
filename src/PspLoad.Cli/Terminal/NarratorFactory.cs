using Microsoft.Extensions.Logging;

namespace PspLoad.Cli.Terminal;

/// <summary>Lets every part of the program tell what it does, through a <see cref="Narrator"/>.</summary>
internal sealed class NarratorFactory : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Narrator();

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("a narrator is the only logger");

    public void Dispose() { }
}
