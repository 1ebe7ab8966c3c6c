using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A drop-in of a systemd unit (systemd.unit(5)), loaded by the manager. It takes effect when <see cref="ServiceResource.RestartedBy"/> lists it.
/// </summary>
/// <param name="Unit">unit name with suffix: <c>named.service</c></param>
/// <param name="Name">file name without folder: <c>pspload.conf</c></param>
/// <param name="Text">unit file text</param>
public sealed record SystemdDropIn(string Unit, string Name, string Text) : Resource
{
    public override string Id => $"drop-in {Unit} {Name}";

    public override string ProbeScript =>
        $"""
            {File.ProbeScript}
            echo "stale=$(systemctl show --value -p NeedDaemonReload -- {Shell.Quote(Unit)} 2>/dev/null || true)"
            """;

    public override string Declared => File.Declared;

    private FileResource File => new($"/etc/systemd/system/{Unit}.d/{Name}", Text);

    public override string? ProbedFile => File.Path;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        File.Compare(actual, changing) switch
        {
            StateComparison.Differs differs => new StateComparison.Differs(
                differs.Change with
                {
                    ApplyScript = $"{differs.Change.ApplyScript}\nsystemctl daemon-reload",
                }
            ),
            StateComparison.Ok when actual.Value("stale") == "yes" => new StateComparison.Differs(
                new Change("made known to systemd", "not loaded", "loaded") { ApplyScript = "systemctl daemon-reload" }
            ),
            var other => other,
        };
}
