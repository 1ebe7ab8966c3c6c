using Microsoft.Extensions.Logging;

namespace PspLoad.Runs;

/// <summary>The machine that this program runs on.</summary>
/// <param name="Checkout">folder of the project's checkout</param>
/// <param name="Loggers">report the progress of slow steps</param>
public sealed record Workstation(string Checkout, ILoggerFactory Loggers)
{
    /// <summary><c>USER@MACHINE</c>, for the lock and the journal of an environment.</summary>
    public static string Actor => $"{Environment.UserName}@{Environment.MachineName}";
}
