namespace PspLoad.Core.Runs;

/// <summary>What the user wants to end early.</summary>
/// <param name="Stop">ends the load; its results are still reconciled and reported</param>
/// <param name="Abort">ends everything; files on disk stay readable</param>
public sealed record Interruption(CancellationToken Stop, CancellationToken Abort)
{
    public static Interruption None { get; } = new(CancellationToken.None, CancellationToken.None);
}
