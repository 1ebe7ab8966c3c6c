namespace PspLoad.Core.Results;

/// <summary>Something that was done to the system during the run.</summary>
/// <param name="At">seconds since the measured phase began, on the injector's clock</param>
/// <param name="UncertaintySeconds">it took place within ± this</param>
/// <param name="Fault">name in the scenario</param>
/// <param name="Target">host</param>
/// <param name="Event"><c>injected</c>, <c>undone</c>, <c>failed</c>, or a note of the system itself such as <c>switched to app2</c></param>
/// <param name="Detail">one line; null when there is nothing to add</param>
public sealed record FaultLine(double At, double UncertaintySeconds, string Fault, string Target, string Event, string? Detail)
{
    /// <summary>The <see cref="Event"/> of a fault that took place.</summary>
    public const string Injected = "injected";
}
