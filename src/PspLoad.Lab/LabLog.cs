using Microsoft.Extensions.Logging;

namespace PspLoad.Lab;

internal static partial class LabLog
{
    [LoggerMessage(LogLevel.Information, "waiting for another lab command of this environment")]
    public static partial void WaitingForLab(this ILogger logger);

    [LoggerMessage(LogLevel.Information, "{change}")]
    public static partial void Changed(this ILogger logger, string change);

    [LoggerMessage(LogLevel.Warning, "{host} booted degraded; failed units: {units}")]
    public static partial void Degraded(this ILogger logger, string host, string units);
}
