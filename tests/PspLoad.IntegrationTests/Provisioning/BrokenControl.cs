namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>A control that a test breaks.</summary>
/// <param name="Host">where</param>
/// <param name="BreakIt">as root</param>
/// <param name="Check">how the check begins that must turn red</param>
/// <param name="Resource">what drift must name on that host</param>
internal sealed record BrokenControl(string Host, string BreakIt, string Check, string Resource);
