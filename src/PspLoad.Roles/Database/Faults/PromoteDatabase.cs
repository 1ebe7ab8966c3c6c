using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Roles.Database.Faults;

/// <summary>A planned promotion, with the same operation that an operator uses.</summary>
public sealed class PromoteDatabase : Fault
{
    public override FaultDefinition Definition { get; } =
        new("promote-database", "planned promotion; the former primary then follows the new one", DatabaseRole.RoleName);

    /// <exception cref="OperationFailedException">there is no replica that could be promoted</exception>
    public override async Task<IArmedFault> ArmAsync(PlannedFault planned, FaultContext context, CancellationToken cancellationToken)
    {
        var hosts = new DatabaseHosts(context.Environment, context.ShellOf);
        var states = await hosts.AskAllAsync(cancellationToken);
        var primary = states.FirstOrDefault(state => state.TakesWrites);
        var replica = states.FirstOrDefault(state => state.Answers && !state.TakesWrites);
        if (primary is null || replica is null)
            throw new OperationFailedException(ExitCode.ProvisioningFailed, "there is no pair of a primary and a replica", "see ./run.sh verify");
        return new ArmedPromotion(hosts, context, primary.Host, replica.Host);
    }

    /// <param name="hosts">the database servers</param>
    /// <param name="context">secrets and journal</param>
    /// <param name="primary">takes writes now</param>
    /// <param name="replica">is promoted; afterwards the former primary follows it</param>
    private sealed class ArmedPromotion(DatabaseHosts hosts, FaultContext context, HostDefinition primary, HostDefinition replica) : IArmedFault
    {
        private static readonly PromotionOptions s_options = new(Force: false, Drain: TimeSpan.FromSeconds(30));

        private readonly DatabasePromotion _promotion = new(hosts, (_, _) => Task.FromResult(false), context.Journal, _ => { }, TimeProvider.System);
        private readonly DatabaseRejoin _rejoin = new(hosts, context.Secrets, context.Journal, _ => { });
        private bool _promoted;

        public string Host => replica.Name;

        public bool IsProcedure => true;

        public async Task<string?> InjectAsync(CancellationToken cancellationToken)
        {
            var result = await _promotion.RunAsync(replica, s_options, cancellationToken);
            _promoted = result is not null;
            return result is null
                ? "it was the primary already"
                : string.Create(CultureInfo.InvariantCulture, $"nobody could write for {result.ReadOnlyFor.TotalSeconds:F1} s");
        }

        public async Task<string?> UndoAsync(CancellationToken cancellationToken)
        {
            if (!_promoted)
                return null;
            await _rejoin.RunAsync(primary, rebuild: false, cancellationToken);
            _promoted = false;
            return $"{primary.Name} follows {replica.Name}";
        }
    }
}
