using System.Text;
using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// One nftables table of the <c>inet</c> family, active now and after a boot. Other tables are left alone (never <c>flush ruleset</c>). The probe
/// compares the loaded rules with the kernel's listing right after loading, so rules added or removed by hand are detected.
/// </summary>
/// <param name="Name">name of the table</param>
/// <param name="Body">chains and sets: the text between the table's braces</param>
public sealed record NftablesTable(string Name, string Body) : Resource
{
    private const string Directory = "/etc/pspload/nftables";

    /// <summary>Loads all PspLoad tables at boot, before the network is up.</summary>
    public static FileResource BootUnit { get; } =
        new(
            "/etc/systemd/system/pspload-firewall.service",
            $"""
            [Unit]
            Description=Firewall tables of PspLoad
            DefaultDependencies=no
            Wants=network-pre.target
            Before=network-pre.target shutdown.target
            Conflicts=shutdown.target
            ConditionDirectoryNotEmpty={Directory}

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=/bin/sh -ec 'for table in {Directory}/*.nft; do nft -f "$table"; done'

            [Install]
            WantedBy=sysinit.target

            """
        );

    public override string Id => $"nftables {Name}";

    private string File => $"{Directory}/{Name}.nft";

    private string Stamp => $"/var/lib/pspload/nftables/{Name}.sha256";

    /// <summary>The table is flushed and refilled in one kernel transaction, so the rules are never missing.</summary>
    private FileResource Rules => new(File, $"table inet {Name} {{}}\nflush table inet {Name}\ntable inet {Name} {{\n{Body.TrimEnd()}\n}}\n") { Mode = "0600" };

    private string Listing => $"nft -s list table inet {Name} 2>/dev/null | sha256sum";

    public override string ProbeScript =>
        $"""
            {Rules.ProbeScript}
            if [ "$({Listing})" = "$(cat {Stamp} 2>/dev/null)" ]; then echo loaded=yes; else echo loaded=no; fi
            {Guard.ProbeScript}
            """;

    private LockoutGuard Guard => new($"nft-{Name}".Replace('_', '-'), [File], Activate);

    private string Activate =>
        $"""
            if [ -e {File} ]; then nft -f {File}; else nft delete table inet {Name} 2>/dev/null || true; fi
            mkdir -p /var/lib/pspload/nftables
            {Listing} >{Stamp}
            """;

    public override string? ProbedFile => Rules.Path;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var file = Rules.Compare(actual, changing);
        if (file is StateComparison.Impossible)
            return file;
        var isLoaded = actual.Value("loaded") == "yes";
        if (file is StateComparison.Ok && isLoaded && !LockoutGuard.IsArmed(actual))
            return StateComparison.AsDeclared;

        var summary =
            file is StateComparison.Differs differs ? $"rules {differs.Change.Summary}"
            : isLoaded ? "confirmed"
            : "rules in force are others";
        return new StateComparison.Differs(
            new Change(summary, isLoaded ? "loaded" : "not loaded", "loaded")
            {
                Apply = (shell, cancellationToken) => Guard.ApplyAsync(shell, Rules.WriteScript, cancellationToken),
                Text = new TextDifference(File, Encoding.UTF8.GetString(Rules.Content.Span)),
            }
        );
    }
}
