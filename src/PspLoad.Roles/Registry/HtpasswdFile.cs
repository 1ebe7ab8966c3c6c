using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Registry;

/// <summary>
/// An htpasswd(1) file with one account, hashed with bcrypt. The password reaches the program through a pipe, never as an argument.
/// </summary>
/// <param name="Path">absolute</param>
/// <param name="Account">the only account in it</param>
/// <param name="Secret">its password</param>
internal sealed record HtpasswdFile(string Path, string Account, string Secret) : Resource
{
    /// <summary>bcrypt cost (rounds as a power of two): about 50 ms per login, which the registry pays once per pull.</summary>
    private const int Cost = 10;

    /// <summary>Group that may read it in addition to root.</summary>
    public string Group { get; init; } = "root";

    public override string Id => $"accounts {Path}";

    public override string ProbeScript =>
        $"""
            echo "access=$(stat -c '%04a %U:%G' -- {Shell.Quote(Path)} 2>/dev/null || true)"
            echo "accounts=$(cut -d: -f1 {Shell.Quote(Path)} 2>/dev/null | paste -sd' ')"
            if printf %s {Shell.Quote(Secret)} | htpasswd -v -i {Shell.Join(Path, Account)} >/dev/null 2>&1 && grep -q ':$2y${Cost}\$' {Shell.Quote(
                Path
            )}; then echo password=same; else echo password=other; fi
            """;

    private string Access => $"0640 root:{Group}";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        if (actual.Value("access") == Access && actual.Value("accounts") == Account && actual.Value("password") == "same")
            return StateComparison.AsDeclared;
        var before = actual.Value("access") is { Length: > 0 } access ? $"{actual.Value("accounts")} {access}" : "absent";
        return new StateComparison.Differs(
            new Change(before == "absent" ? "created" : "account, password or access", before, $"{Account} {Access}")
            {
                ApplyScript = $"""
                (umask 077 && printf %s {Shell.Quote(Secret)} | htpasswd -n -i -B -C {Cost} {Shell.Quote(Account)} | grep . >{Shell.Quote(Path)}.pspload-new)
                chown root:{Shell.Quote(Group)} {Shell.Quote(Path)}.pspload-new
                chmod 0640 {Shell.Quote(Path)}.pspload-new
                mv -fT -- {Shell.Quote(Path)}.pspload-new {Shell.Quote(Path)}
                """,
            }
        );
    }

    /// <summary>Omits the password, which a record would print.</summary>
    public override string ToString() => Id;
}
