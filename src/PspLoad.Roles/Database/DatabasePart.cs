using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>
/// The server's part: <c>primary</c>, <c>replica</c>, or <c>fenced</c> (a former primary that waits for <c>rejoin</c>). A file on the host
/// records it. The first provisioning writes the file, and later only promotions do, so that provisioning never undoes a promotion.
/// </summary>
/// <param name="Initial">part of a host that was never provisioned</param>
internal sealed record DatabasePart(string Initial) : Resource
{
    public const string Primary = "primary";
    public const string Replica = "replica";
    public const string Fenced = "fenced";
    public const string Folder = "/var/lib/pspload/database";
    public const string File = $"{Folder}/part";

    /// <summary>
    /// Records when this server was promoted, as a setting that another server can query after a restart. Absent if it was never promoted.
    /// </summary>
    public const string PromotionFile = "/etc/mysql/mariadb.conf.d/91-pspload-promotion.cnf";

    /// <summary>Prepends <c>part=</c> to a probe's answer.</summary>
    public const string Probe = $"echo \"part=$(cat {File} 2>/dev/null || true)\"";

    public override string Id => "database part";

    public override string ProbeScript => Probe;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Value("part") switch
        {
            Primary or Replica or Fenced => StateComparison.AsDeclared,
            "" => new StateComparison.Differs(new Change(Initial, "absent", Initial) { ApplyScript = Write(Initial) }),
            var other => new StateComparison.Impossible($"{File} says '{other}'", $"write {Primary}, {Replica} or {Fenced} into it, whichever is true"),
        };

    /// <summary>Writes the part under the lock that the guard holds while it makes the server writable.</summary>
    public static string Write(string part, string andThen = ":") =>
        $"""
            mkdir -p {Folder}
            (
            flock 9
            echo {part} >{File}.new && sync {File}.new && mv -f {File}.new {File} && sync {Folder}
            {andThen}
            ) 9>{File}.lock
            """;

    /// <summary>Makes the server the primary. The time of the promotion is durable before the first write.</summary>
    public static string Promote(string andThen) =>
        $"""
            printf '[mariadbd]\nreport_host = promoted-%s\n' "$(date +%s)" >{PromotionFile}.new
            sync {PromotionFile}.new
            mv -f {PromotionFile}.new {PromotionFile}
            sync "$(dirname {PromotionFile})"
            {Write(Primary, andThen)}
            """;

    /// <summary>The part that the probe found, or the one the server is about to get.</summary>
    public string Of(ProbeResult actual) => actual.Value("part") is { Length: > 0 } part ? part : Initial;
}
