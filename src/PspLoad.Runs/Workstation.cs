using Microsoft.Extensions.Logging;

namespace PspLoad.Runs;

/// <summary>This machine, from which environments are changed and loaded.</summary>
/// <param name="Checkout">folder of the project's checkout, of which images are made</param>
/// <param name="Loggers">tell what takes long</param>
public sealed record Workstation(string Checkout, ILoggerFactory Loggers)
{
    /// <summary>Who works here, for an environment's lock and journal: <c>USER@MACHINE</c>.</summary>
    public static string Actor => $"{Environment.UserName}@{Environment.MachineName}";
}
