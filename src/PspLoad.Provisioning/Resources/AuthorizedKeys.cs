using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// The complete set of keys that a user may log in with, in a file that the user cannot write (sshd:
/// <c>AuthorizedKeysFile /etc/ssh/authorized_keys/%u</c>). Changes run under the lockout guard: if the declared keys are
/// wrong, the host restores the old ones.
/// </summary>
/// <remarks>For the coming role <c>sftp</c>, whose users log in with keys only.</remarks>
/// <param name="User">login name</param>
/// <param name="Keys">lines in sshd(8)'s authorized_keys format, in any order</param>
public sealed record AuthorizedKeys(string User, IReadOnlyList<string> Keys) : Resource
{
    public override string Id => $"authorized keys {User}";

    public override string ProbeScript => $"{File.ProbeScript}\n{Guard.ProbeScript}";

    public override string Declared => File.Declared;

    private FileResource File =>
        new($"/etc/ssh/authorized_keys/{User}", string.Concat(Keys.Select(Line).Order(StringComparer.Ordinal)))
        {
            // An empty file is valid, but ssh-keygen rejects it.
            ValidateWith = Keys.Count == 0 ? null : $"[ \"$(ssh-keygen -l -f {{}} | wc -l)\" -eq {Keys.Count} ]",
        };

    private LockoutGuard Guard => new($"keys-{User}", [File.Path], ":");

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var file = File.Compare(actual, changing);
        if (file is StateComparison.Impossible || (file is StateComparison.Ok && !LockoutGuard.IsArmed(actual)))
            return file;
        var change = file is StateComparison.Differs differs ? differs.Change : new Change("confirmed", "not confirmed", "confirmed");
        return new StateComparison.Differs(
            change with
            {
                ApplyScript = "",
                Apply = (shell, cancellationToken) => Guard.ApplyAsync(shell, File.WriteScript, cancellationToken),
            }
        );
    }

    private static string Line(string key) =>
        key.Trim() is { Length: > 0 } line && !line.Contains('\n', StringComparison.Ordinal)
            ? line + "\n"
            : throw new ArgumentException($"'{key}' is not one line with a key", nameof(key));
}
