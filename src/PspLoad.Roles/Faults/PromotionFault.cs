using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Roles.Faults;

/// <summary>A planned promotion, with the same operation that an operator uses. Afterwards the former primary follows the new one.</summary>
internal sealed class PromotionFault : IArmedFault
{
    private static readonly PromotionOptions s_options = new(Force: false, Drain: TimeSpan.FromSeconds(30));

    private readonly DatabasePromotion _promotion;
    private readonly DatabaseRejoin _rejoin;
    private readonly HostDefinition _replica;
    private readonly HostDefinition _primary;
    private bool _promoted;

    private PromotionFault(DatabaseHosts hosts, DatabaseOperations operations, HostDefinition primary, HostDefinition replica)
    {
        (_primary, _replica) = (primary, replica);
        _promotion = new DatabasePromotion(hosts, (_, _) => Task.FromResult(false), operations.Journal, _ => { }, TimeProvider.System);
        _rejoin = new DatabaseRejoin(hosts, operations.Secrets, operations.Journal, _ => { });
    }

    public string Host => _replica.Name;

    public bool IsProcedure => true;

    /// <exception cref="OperationFailedException">there is no replica that could be promoted</exception>
    public static async Task<PromotionFault> ArmAsync(DatabaseHosts hosts, DatabaseOperations operations, CancellationToken cancellationToken)
    {
        var states = await hosts.AskAllAsync(cancellationToken);
        var primary = states.FirstOrDefault(state => state.TakesWrites);
        var replica = states.FirstOrDefault(state => state.Answers && !state.TakesWrites);
        if (primary is null || replica is null)
            throw new OperationFailedException(ExitCode.ProvisioningFailed, "there is no pair of a primary and a replica", "see ./run.sh verify");
        return new PromotionFault(hosts, operations, primary.Host, replica.Host);
    }

    public async Task<string?> InjectAsync(CancellationToken cancellationToken)
    {
        var result = await _promotion.RunAsync(_replica, s_options, cancellationToken);
        _promoted = result is not null;
        return result is null
            ? "it was the primary already"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"nobody could write for {result.ReadOnlyFor.TotalSeconds:F1} s");
    }

    public async Task<string?> UndoAsync(CancellationToken cancellationToken)
    {
        if (!_promoted)
            return null;
        await _rejoin.RunAsync(_primary, rebuild: false, cancellationToken);
        _promoted = false;
        return $"{_primary.Name} follows {_replica.Name}";
    }
}
