using System.Text;
using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>A file in <c>/etc/ssh/sshd_config.d</c>. sshd tests it before it takes effect, and the change runs under the lockout guard.</summary>
/// <param name="Name">file name without folder: <c>10-pspload.conf</c></param>
/// <param name="Text">text in the format of sshd_config(5)</param>
public sealed record SshdDropIn(string Name, string Text) : Resource
{
    private const string Activate = "sshd -t && systemctl reload ssh.service";

    public override string Id => $"sshd {Name}";

    private FileResource File => new($"/etc/ssh/sshd_config.d/{Name}", Text) { Mode = "0600" };

    public override string ProbeScript => $"{File.ProbeScript}\n{Guard.ProbeScript}";

    private LockoutGuard Guard => new("sshd", [File.Path], Activate);

    public override string? ProbedFile => File.Path;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var file = File.Compare(actual, changing);
        var change = file is StateComparison.Differs differs ? differs.Change : new Change("confirmed", "not confirmed", "confirmed");
        if (file is StateComparison.Impossible || (file is StateComparison.Ok && !LockoutGuard.IsArmed(actual)))
            return file;
        return new StateComparison.Differs(
            change with
            {
                ApplyScript = "",
                Apply = (shell, cancellationToken) => Guard.ApplyAsync(shell, File.WriteScript, cancellationToken),
                Text = new TextDifference(File.Path, Encoding.UTF8.GetString(File.Content.Span)),
            }
        );
    }
}
