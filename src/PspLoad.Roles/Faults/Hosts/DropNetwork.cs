using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults.Hosts;

/// <summary>
/// Drops all traffic except SSH, which the harness needs for the repair. Takes effect before the hosts' own rules. The undo deletes the table of
/// rules.
/// </summary>
public sealed class DropNetwork : ScriptFault
{
    private const string Table = "pspload_fault";

    /// <summary>Drops only the traffic with this host; by default with all hosts.</summary>
    private static readonly FaultOption s_peer = new(
        new ConfigurationKey("peer", "a host name", "optional", "db1"),
        new TextFormat("a host name", "for example db1", text => text.Length > 0),
        ""
    )
    {
        NamesHost = true,
    };

    public override FaultDefinition Definition { get; } =
        new("drop-network", "drops all packets except those of SSH; with `peer: db1`, only those between the two hosts", null, s_peer) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context)
    {
        var peer = planned.Value(s_peer) is { Length: > 0 } name ? context.Environment.Host(name).Address : null;
        var (source, destination) = peer is null ? ("", "") : ($"ip saddr {peer} ", $"ip daddr {peer} ");
        return new FaultScript(
            $$"""
            cat >$state/rules <<'RULES'
            table inet {{Table}} {
              chain input { type filter hook input priority -300; policy accept; iif "lo" accept; tcp dport 22 accept; {{source}}drop; }
              chain output { type filter hook output priority -300; policy accept; oif "lo" accept; tcp sport 22 accept; {{destination}}drop; }
            }
            RULES
            nft --check --file $state/rules
            """,
            "nft --file $state/rules",
            $"nft delete table inet {Table} 2>/dev/null || true"
        );
    }
}
