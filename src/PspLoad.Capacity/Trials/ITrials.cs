namespace PspLoad.Capacity.Trials;

/// <summary>Runs trials against a system over the network, or against a simulated server in virtual time.</summary>
public interface ITrials
{
    /// <summary>Never throws because of the server's behaviour.</summary>
    Task<Trial> RunAsync(TrialOrder order, CancellationToken cancellationToken);

    /// <summary>Lets the system settle before the next trial.</summary>
    /// <param name="after">the trial that has just ended</param>
    Task SettleAsync(Trial after, CancellationToken cancellationToken);
}
