using PspLoad.Core.Results;

namespace PspLoad.Reporting.Comparison;

/// <summary>
/// Which seconds a fault disturbed: from its injection until the service was back and the fault undone, as <c>outside-faults.</c> in a threshold has it, and a
/// block of seconds more, in which what had waited is worked off. A fault is there once a run, on purpose: it is no noise, and drawing its seconds at random
/// would drown every difference.
/// </summary>
internal static class Disturbance
{
    public static bool Is(RunDocument run, long second) =>
        run.Faults.Any(fault => second + 1 > fault.InjectedAtSeconds - fault.UncertaintySeconds && second < End(fault) + Bootstrap.Block);

    private static double End(FaultPart fault) =>
        fault.RecoveredAfterSeconds is { } after ? Math.Max(fault.InjectedAtSeconds + after, fault.UndoneAtSeconds ?? 0) : double.PositiveInfinity;
}
