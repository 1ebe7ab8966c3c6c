namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>A control that a test breaks.</summary>
/// <param name="Host">where</param>
/// <param name="BreakIt">as root</param>
/// <param name="Resource">what drift must name on that host</param>
/// <param name="Checks">how the checks begin that must turn red</param>
internal sealed record BrokenControl(string Host, string BreakIt, string Resource, params IReadOnlyList<string> Checks);
