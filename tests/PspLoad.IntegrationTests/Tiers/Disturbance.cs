namespace PspLoad.IntegrationTests.Tiers;

/// <summary>What happens while payments arrive, and what it may cost.</summary>
/// <param name="Name">as in the table</param>
/// <param name="PerSecond">payments that arrive</param>
/// <param name="Outage">seconds that may pass between two answers</param>
/// <param name="BreakAsync">given the active server's name; returns when it has had its effect</param>
internal sealed record Disturbance(string Name, int PerSecond, double Outage, Func<string, Task> BreakAsync)
{
    /// <summary>Nobody planned it: a payment whose server is gone may still be in progress when it is repeated, and its client is told to
    /// repeat it later.</summary>
    public bool IsFault { get; init; }

    /// <summary>Undoes it.</summary>
    public Func<string, Task> MendAsync { get; init; } = _ => Task.CompletedTask;
}
