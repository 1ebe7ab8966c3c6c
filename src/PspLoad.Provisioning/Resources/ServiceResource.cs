using System.Security.Cryptography;
using System.Text;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A systemd unit that is enabled and runs with the current version of the resources it depends on. A stamp on the host records what the running
/// service was last started with. If a run is killed between writing a file and the restart, the next run does the restart.
/// </summary>
/// <param name="Unit">unit name with suffix: <c>named.service</c></param>
public sealed record ServiceResource(string Unit) : Resource
{
    private const string StampDirectory = "/var/lib/pspload/service";

    /// <summary>Resources before this one in the role. The service is restarted when one of them changes.</summary>
    public IReadOnlyList<Resource> RestartedBy { get; init; } = [];

    /// <summary>Reloads instead of restarting if the unit supports it.</summary>
    public bool Reload { get; init; }

    /// <summary>The user whose own systemd manager runs the unit (lingering must be on); null for the system manager.</summary>
    public string? User { get; init; }

    public override string Id => User is null ? $"service {Unit}" : $"service {Unit} of {User}";

    public override string ProbeScript =>
        $"""
            {Manager}
            u={Shell.Quote(Unit)}
            echo "enabled=$(systemctl is-enabled -- "$u" 2>/dev/null || true)"
            echo "active=$(systemctl is-active -- "$u" 2>/dev/null || true)"
            echo "stamp=$(cat {Stamp} 2>/dev/null || true)"
            """;

    private string Stamp => Shell.Quote(User is null ? $"{StampDirectory}/{Unit}" : $"{StampDirectory}/{User}:{Unit}");

    /// <summary>Redirects the systemctl calls that follow to the user's manager.</summary>
    private string Manager =>
        User is null
            ? ""
            : $$"""
                systemctl() { runuser -u {{Shell.Quote(User)}} -- env XDG_RUNTIME_DIR="/run/user/$(id -u {{Shell.Quote(User)}})" systemctl --user "$@"; }
                """;

    /// <summary>Hash of what the running service must have been started with.</summary>
    private string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', RestartedBy.Select(resource => resource.Declared)))));

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var isActive = actual.Value("active") is "active" or "reloading";
        var isEnabled = actual.Value("enabled") is "enabled" or "static" or "alias" or "indirect" or "generated";
        var isStale = RestartedBy.Count > 0 && (RestartedBy.Any(resource => changing.Contains(resource.Id)) || actual.Value("stamp") != Fingerprint);
        List<string> differences = [];
        if (!isEnabled)
            differences.Add("enabled");
        if (!isActive)
            differences.Add("started");
        else if (isStale)
            differences.Add(Reload ? "reloaded" : "restarted");
        return differences.Count == 0
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(
                new Change(string.Join(", ", differences), $"{actual.Value("enabled")} {actual.Value("active")}", "enabled active")
                {
                    PrepareScript = $"rm -f -- {Stamp}",
                    Command = $"systemctl {(!isActive || isStale ? Reload && isActive ? "reload-or-restart" : "restart" : "enable")} {Unit}",
                    ApplyScript = Bring(isEnabled, restart: !isActive || isStale, reload: Reload && isActive),
                }
            );
    }

    private string Bring(bool isEnabled, bool restart, bool reload)
    {
        var unit = Shell.Quote(Unit);
        var lines = new List<string> { Manager, "systemctl daemon-reload" };
        if (!isEnabled)
            lines.Add($"systemctl enable -q -- {unit}");
        if (restart)
        {
            lines.Add(
                $"systemctl {(reload ? "reload-or-restart" : "restart")} -- {unit} || {{ systemctl status --no-pager --lines=15 -- {unit} >&2; exit 1; }}"
            );
        }

        if (restart)
            lines.Add(Settle);
        lines.Add($"mkdir -p {StampDirectory}");
        lines.Add($"printf %s {Fingerprint} >{Stamp}.new && mv -f -- {Stamp}.new {Stamp}");
        return string.Join('\n', lines);
    }

    /// <summary>
    /// Without a readiness protocol, systemd treats a unit as started before its program has read its configuration. A program with a bad
    /// configuration exits within a second, so the script checks for one second that the unit stays active.
    /// </summary>
    private string Settle =>
        $$"""
            case $(systemctl show --value -p Type -- {{Shell.Quote(Unit)}}) in simple | exec | idle)
                for tenth in 1 2 3 4 5 6 7 8 9 10; do
                    sleep 0.1
                    systemctl -q is-active -- {{Shell.Quote(Unit)}} || { systemctl status --no-pager --lines=15 -- {{Shell.Quote(Unit)}} >&2; exit 1; }
                done
            esac
            """;
}
