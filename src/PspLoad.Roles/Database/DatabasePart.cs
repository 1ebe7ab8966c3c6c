using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>
/// What a server is: <c>primary</c>, <c>replica</c>, or <c>fenced</c>, a former primary that waits for <c>rejoin</c>. The host's own file
/// says so; it is written
/// by the first provisioning, and then by promotions only, so that a provisioning run never takes one back.
/// </summary>
/// <param name="Initial">of a host that was never provisioned</param>
internal sealed record DatabasePart(string Initial) : Resource
{
    public const string Primary = "primary";
    public const string Replica = "replica";
    public const string Fenced = "fenced";
    public const string Folder = "/var/lib/pspload/database";
    public const string File = $"{Folder}/part";

    /// <summary>When this server was promoted, as a setting that another one can ask for after a restart; absent where it never
    /// was.</summary>
    public const string PromotionFile = "/etc/mysql/mariadb.conf.d/91-pspload-promotion.cnf";

    /// <summary>Puts <c>part=</c> in front of a probe's answer.</summary>
    public const string Probe = $"echo \"part=$(cat {File} 2>/dev/null || true)\"";

    public override string Id => "database part";

    public override string ProbeScript => Probe;

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Value("part") switch
        {
            Primary or Replica or Fenced => Verdict.AsDeclared,
            "" => new Verdict.Differs(new Change(Initial, "absent", Initial) { ApplyScript = Write(Initial) }),
            var other => new Verdict.Impossible($"{File} says '{other}'", $"write {Primary}, {Replica} or {Fenced} into it, whichever is true"),
        };

    /// <summary>Under the lock that the guard holds while it makes the server writable.</summary>
    public static string Write(string part, string andThen = ":") =>
        $"""
            mkdir -p {Folder}
            (
            flock 9
            echo {part} >{File}.new && sync {File}.new && mv -f {File}.new {File} && sync {Folder}
            {andThen}
            ) 9>{File}.lock
            """;

    /// <summary>The server becomes the primary; before the first write it is durable when.</summary>
    public static string Promote(string andThen) =>
        $"""
            printf '[mariadbd]\nreport_host = promoted-%s\n' "$(date +%s)" >{PromotionFile}.new
            sync {PromotionFile}.new
            mv -f {PromotionFile}.new {PromotionFile}
            sync "$(dirname {PromotionFile})"
            {Write(Primary, andThen)}
            """;

    /// <summary>What the probe found, or what the server is about to become.</summary>
    public string Of(ProbeResult actual) => actual.Value("part") is { Length: > 0 } part ? part : Initial;
}
