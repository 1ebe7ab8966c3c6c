namespace PspLoad.Core.Runs;

/// <summary>What the user wants to end early.</summary>
/// <param name="Stop">the load; what it did is still reconciled and reported</param>
/// <param name="Abort">everything; what is on disk stays readable</param>
public sealed record Interruption(CancellationToken Stop, CancellationToken Abort)
{
    public static Interruption None { get; } = new(CancellationToken.None, CancellationToken.None);
}
