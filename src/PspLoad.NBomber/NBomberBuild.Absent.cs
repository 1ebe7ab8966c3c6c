using PspLoad.Core.Errors;
using PspLoad.Load.Http;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber;

/// <summary>A build without NBomber. <c>UseNBomber=true</c> compiles <c>NBomberBuild.Present.cs</c> instead of this file.</summary>
public static class NBomberBuild
{
    public static bool IsPresent => false;

    /// <exception cref="OperationFailedException">always</exception>
    public static NBomberSession Open(SessionOptions options) => throw Missing();

    /// <exception cref="OperationFailedException">always</exception>
    public static IHttpTransport CreateTransport(HttpTransportOptions options) => throw Missing();

    /// <exception cref="OperationFailedException">always</exception>
    public static void Require(NBomberSettings settings) => throw Missing();

    private static OperationFailedException Missing() =>
        new(
            ExitCode.InvalidUsage,
            "the packages NBomber and NBomber.Http are not in this build",
            "./run.sh run --engine nbomber builds with them where a NuGet source has them (docs/nbomber.md), "
                + "or leave out --engine: the embedded engine is there"
        );
}
