using System.Reflection;
using NBomber.CSharp;
using PspLoad.Core.Errors;
using PspLoad.NBomber.Sessions;
using Spectre.Console;

namespace PspLoad.NBomber.Runner;

/// <summary>Versions of NBomber and of the library that it draws tables with.</summary>
internal static class RunnerVersion
{
    private static readonly Version s_firstWithSessionId = new(5, 8);
    private static readonly Version s_firstLicensed = new(5, 0);

    public static Version NBomber { get; } = typeof(NBomberRunner).Assembly.GetName().Version!;

    /// <summary>The argument <c>--license</c> exists.</summary>
    public static bool TakesLicence => NBomber >= s_firstLicensed;

    /// <summary>Spectre.Console's own assembly version is always 0.0.</summary>
    public static Version? Spectre { get; } =
        Version.TryParse(
            typeof(AnsiConsole).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', '-')[0],
            out var version
        )
            ? version
            : null;

    /// <exception cref="OperationFailedException">This version has no such argument.</exception>
    public static void Require(NBomberSettings settings)
    {
        if (NBomber >= s_firstWithSessionId || (settings.SessionId is null && settings.Cluster.Count == 0))
            return;
        var option = settings.SessionId is null ? "--nbomber-cluster" : "--nbomber-session";
        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"{option} needs NBomber 5.8 or later; this build has {NBomber.ToString(fieldCount: 3)}",
            "omit it, or set NBomberVersion"
        );
    }
}
