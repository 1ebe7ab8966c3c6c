using System.Globalization;
using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>A local user. It gets no password: login is possible only with keys, if at all.</summary>
/// <param name="Name">as in passwd(5)</param>
public sealed record UserResource(string Name) : Resource
{
    /// <summary>User number; null accepts any.</summary>
    public int? Uid { get; init; }

    /// <summary>True creates the user with a number from the system range, without a home unless <see cref="CreateHome"/> is set.</summary>
    public bool System { get; init; }

    /// <summary>Primary group, which must exist; null for a group with the user's name.</summary>
    public string? Group { get; init; }

    /// <summary>The exact set of supplementary groups; null leaves them alone.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
    public string Shell { get; init; } = "/usr/sbin/nologin";

    /// <summary>Home directory; null for <c>/home/NAME</c>.</summary>
    public string? Home { get; init; }

    /// <summary>True creates the home directory together with the user.</summary>
    public bool CreateHome { get; init; }

    public override string Id => $"user {Name}";

    public override string ProbeScript =>
        $"""
            if entry=$(getent passwd -- {Quoted}); then
                printf 'entry=%s\ngroup=%s\ngroups=%s\n' "$entry" "$(id -gn -- {Quoted})" "$(id -Gn -- {Quoted})"
            fi
            """;

    private string Quoted => Shells.Shell.Quote(Name);

    private string DeclaredHome => Home ?? $"/home/{Name}";

    private string DeclaredGroup => Group ?? Name;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        if (actual.Value("entry")?.Split(':') is not [_, _, var uid, _, _, var home, var shell])
            return new StateComparison.Differs(new Change("created", "absent", "present") { ApplyScript = Create(), Command = Create() });
        if (Uid is { } declared && uid != Text(declared))
        {
            return new StateComparison.Impossible(
                $"user {Name} has number {uid}, but {declared} is declared",
                $"renumber the user and its files by hand, or declare {uid}"
            );
        }

        var group = actual.Value("group") ?? "";
        var further = (actual.Value("groups") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(name => name != group).ToList();
        var differences = new (string What, string Found, string Declared, string Option)[]
        {
            ("group", group, DeclaredGroup, "--gid"),
            ("home", home, DeclaredHome, "--home"),
            ("shell", shell, Shell, "--shell"),
            ("groups", Sorted(further), Groups is null ? Sorted(further) : Sorted(Groups), "--groups"),
        }
            .Where(field => field.Found != field.Declared)
            .ToList();
        if (differences.Count == 0)
            return StateComparison.AsDeclared;
        return new StateComparison.Differs(
            new Change(
                string.Join(", ", differences.Select(field => $"{field.What} {Shown(field.Found)} → {Shown(field.Declared)}")),
                string.Join(' ', differences.Select(field => Shown(field.Found))),
                string.Join(' ', differences.Select(field => Shown(field.Declared)))
            )
            {
                ApplyScript = $"usermod {string.Join(' ', differences.Select(field => $"{field.Option} {Shells.Shell.Quote(field.Declared)}"))} -- {Quoted}",
            }
        );
    }

    private string Create()
    {
        List<string> words = ["useradd", "--home-dir", DeclaredHome, "--shell", Shell, CreateHome ? "--create-home" : "--no-create-home"];
        words.AddRange(Group is null ? ["--user-group"] : ["--gid", Group]);
        if (Groups is { Count: > 0 })
            words.AddRange(["--groups", Sorted(Groups)]);
        if (System)
            words.Add("--system");
        if (Uid is { } uid)
            words.AddRange(["--uid", Text(uid)]);
        return Shells.Shell.Join([.. words, "--", Name]);
    }

    private static string Sorted(IEnumerable<string> groups) => string.Join(',', groups.Order(StringComparer.Ordinal));

    private static string Shown(string value) => value.Length == 0 ? "none" : value;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
