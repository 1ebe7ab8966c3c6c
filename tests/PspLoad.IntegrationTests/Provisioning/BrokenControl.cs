namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>A control that a test breaks.</summary>
/// <param name="Host">host of the control</param>
/// <param name="BreakIt">shell command that breaks it, run as root</param>
/// <param name="Resource">resource that <c>drift</c> must report on that host; empty if it cannot see the control</param>
/// <param name="Checks">first words of the checks that must turn red</param>
internal sealed record BrokenControl(string Host, string BreakIt, string Resource, params IReadOnlyList<string> Checks);
