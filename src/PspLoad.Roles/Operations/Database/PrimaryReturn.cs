using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Database;

namespace PspLoad.Roles.Operations.Database;

/// <summary>
/// Lets a former primary take writes again. Either its guard waits for the answer of a server whose machine is gone, or it was fenced and its
/// successor is lost. First assesses what another server may have acknowledged since.
/// </summary>
/// <param name="hosts">the databases</param>
/// <param name="isDown">proves that an unreachable host is not running</param>
/// <param name="journal">audit trail</param>
/// <param name="tell">reports progress, one line per step</param>
internal sealed class PrimaryReturn(DatabaseHosts hosts, Func<HostDefinition, CancellationToken, Task<bool>> isDown, AuditJournal journal, Action<string> tell)
{
    /// <exception cref="OperationFailedException">refused, with the reason and a remedy; nothing was changed</exception>
    public async Task<PromotionResult> RunAsync(
        DatabaseState target,
        IReadOnlyList<DatabaseState> states,
        PromotionOptions options,
        CancellationToken cancellationToken
    )
    {
        tell($"{target.Name} is '{target.Part}' and takes no writes");
        var others = states.Where(state => state.Host != target.Host).ToList();
        if (others.Find(state => state.TakesWrites) is { } successor)
            throw Refused($"{successor.Name} takes writes: it replaced {target.Name}", $"./run.sh rejoin {target.Name} makes it a replica");
        List<string> doubts = [];
        foreach (var other in others)
        {
            if (await DoubtAsync(target, other, cancellationToken) is { } doubt)
                doubts.Add(doubt);
        }
        var lost = doubts.Count == 0 ? null : string.Join("; ", doubts);
        if (lost is not null && !options.Force)
        {
            throw Refused(
                $"letting {target.Name} take writes could lose data: {lost}",
                $"bring {string.Join(", ", others.Select(other => other.Name))} back first, or add --force to accept the loss"
            );
        }

        foreach (var other in others.Where(state => state is { Unreachable: null, Part: DatabasePart.Primary }))
            await hosts.ChangeAsync(other.Host, "fencing it", DatabasePart.Write(DatabasePart.Fenced), cancellationToken);
        // As after a normal start: commits wait for a replica as soon as one follows again.
        await hosts.ChangeAsync(
            target.Host,
            "letting it take writes",
            DatabasePart.Promote(Sql.Run(Sql.DefaultSocket, "SET GLOBAL rpl_semi_sync_master_enabled = ON;\nSET GLOBAL read_only = OFF;")),
            cancellationToken
        );
        PrimaryRecord.Keep(hosts.Environment, target.Name);
        journal.Changed(
            new RoleOnHost(target.Name, DatabaseRole.RoleName),
            "promotion",
            new Change($"{target.Name} takes writes again{(lost is null ? "" : $", forced: {lost}")}", target.Part, DatabasePart.Primary)
        );
        return new PromotionResult(target.Name, null, "", target.Has.ToString(), lost, TimeSpan.Zero);
    }

    /// <returns>data that the other server may have and that would be lost, or null</returns>
    private async Task<string?> DoubtAsync(DatabaseState target, DatabaseState other, CancellationToken cancellationToken)
    {
        if (other.Answers)
        {
            var more = other.Has.MissingFrom(target.Has);
            return more > 0 ? $"{other.Name} has {more} transactions (up to {other.Written}) that {target.Name} does not have" : null;
        }
        if (other.Unreachable is null)
        {
            return other.Part == DatabasePart.Replica && target.Part == DatabasePart.Primary
                ? null
                : $"the server on {other.Name} does not run and is '{other.Part}': the commits that it acknowledged are only on its disk";
        }
        if (!await isDown(other.Host, cancellationToken))
            return $"{other.Name} cannot be reached ({other.Unreachable}): it may take writes";
        tell($"{other.Name} is proven to be down");
        return target.Part == DatabasePart.Primary && PrimaryRecord.PrimaryOf(hosts.Environment) == target.Host
            ? null
            : $"{other.Name} was promoted after {target.Name}: the commits that it acknowledged are only on its disk";
    }

    private static OperationFailedException Refused(string problem, string remedy) => new(ExitCode.ProvisioningFailed, problem, remedy);
}
