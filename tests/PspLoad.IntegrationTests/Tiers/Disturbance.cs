namespace PspLoad.IntegrationTests.Tiers;

/// <summary>A disturbance while payments arrive, and the outage that it may cause.</summary>
/// <param name="Name">name in the table</param>
/// <param name="PerSecond">payments that arrive per second</param>
/// <param name="Outage">most seconds between two answers</param>
/// <param name="BreakAsync">receives the active server's name; returns after the disturbance has had its effect</param>
internal sealed record Disturbance(string Name, int PerSecond, double Outage, Func<string, Task> BreakAsync)
{
    /// <summary>
    /// Whether the disturbance is unplanned. Then a payment of the lost server may still be in progress when the client repeats it, and the answer
    /// may be to repeat it later.
    /// </summary>
    public bool IsFault { get; init; }

    /// <summary>Undoes the disturbance.</summary>
    public Func<string, Task> MendAsync { get; init; } = _ => Task.CompletedTask;
}
