namespace PspLoad.IntegrationTests.Tiers;

/// <summary>What happens while payments arrive, and what it may cost.</summary>
/// <param name="Name">as in the table</param>
/// <param name="PerSecond">payments that arrive</param>
/// <param name="Outage">seconds that may pass between two answers</param>
/// <param name="BreakAsync">given the active server's name; returns when it has had its effect</param>
internal sealed record Disturbance(string Name, int PerSecond, double Outage, Func<string, Task> BreakAsync)
{
    /// <summary>
    /// Requests that may fail. None by what is planned; by a fault those that were under way: one that met a server that hangs is in progress there, and the other
    /// server says so (202, 409) until its lease is over.
    /// </summary>
    public int MayFail { get; init; }

    /// <summary>Undoes it.</summary>
    public Func<string, Task> MendAsync { get; init; } = _ => Task.CompletedTask;
}
