using Microsoft.Extensions.Logging;

namespace PspLoad.Provisioning.Ssh.Sessions;

internal static partial class SshLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "{Host}: connected in {Elapsed} ({KeyExchange}, {Cipher}, {HostKey})")]
    public static partial void Connected(this ILogger logger, string host, TimeSpan elapsed, string? keyExchange, string? cipher, string? hostKey);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Host}: attempt {Attempt} to connect failed ({Reason}); the next one in {Delay}")]
    public static partial void ConnectFailed(this ILogger logger, string host, int attempt, string reason, TimeSpan delay);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Host}: connection lost: {Reason}")]
    public static partial void Lost(this ILogger logger, string host, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Debug, Message = "{Host}: processes of command {Tag} stopped in {Elapsed}")]
    public static partial void Stopped(this ILogger logger, string host, string tag, TimeSpan elapsed);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Host}: processes of command {Tag} could not be stopped: {Reason}")]
    public static partial void NotStopped(this ILogger logger, string host, string tag, string reason);
}
