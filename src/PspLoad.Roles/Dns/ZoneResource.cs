using System.Globalization;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Dns;

/// <summary>A zone file whose serial increases only when its records change (RFC 1912, 2.2: yyyymmddnn).</summary>
/// <param name="Path">absolute</param>
/// <param name="Zone">content of the zone</param>
/// <param name="Clock">for the date in the serial</param>
public sealed record ZoneResource(string Path, ZoneText Zone, TimeProvider Clock) : Resource
{
    public override string Id => $"zone {Zone.Name}";

    public override string ProbeScript =>
        $"""
            echo "serial=$(sed -n 's/^ *\([0-9]*\) *; serial$/\1/p' {Shell.Quote(Path)} 2>/dev/null || true)"
            {File(0).ProbeScript}
            """;

    public override string? ProbedFile => Path;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var found = uint.TryParse(actual.Value("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var serial) ? serial : 0;
        if (File(found).Compare(actual, changing) is StateComparison.Ok)
            return StateComparison.AsDeclared;
        var today = uint.Parse(Clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) * 100;
        return File(Math.Max(found + 1, today)).Compare(actual, changing);
    }

    private FileResource File(uint serial) =>
        new(Path, Zone.WithSerial(serial)) { Group = "bind", ValidateWith = $"named-checkzone -q {Shell.Quote(Zone.Name)} {{}}" };
}
