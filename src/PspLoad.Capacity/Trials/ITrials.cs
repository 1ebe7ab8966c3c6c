namespace PspLoad.Capacity.Trials;

/// <summary>Runs trials: against a system over the network, or a simulated server in virtual time.</summary>
public interface ITrials
{
    /// <summary>Never throws for what the server does.</summary>
    Task<Trial> RunAsync(TrialOrder order, CancellationToken cancellationToken);

    /// <summary>Lets the system come to rest before the next trial.</summary>
    /// <param name="after">what it has just been through</param>
    Task SettleAsync(Trial after, CancellationToken cancellationToken);
}
