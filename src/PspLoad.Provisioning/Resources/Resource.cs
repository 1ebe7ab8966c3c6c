namespace PspLoad.Provisioning.Resources;

/// <summary>
/// One thing on a host with a declared state: probe → compare → apply. A new kind is one small file: what to ask the host,
/// and what to do about the answer. Both are POSIX shell that runs as root under <c>set -e</c> with the functions of
/// <see cref="Batches.Prelude"/>.
/// </summary>
public abstract record Resource
{
    /// <summary>Kind and name, unique within a role on a host: <c>file /etc/hosts</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Changes when what is declared changes: a service that depends on it is restarted then, also when an earlier run was killed
    /// in between.</summary>
    public virtual string Declared => Id;

    /// <summary>Prints the present state on standard output and changes nothing. All probes of a role on a host go in one round
    /// trip.</summary>
    public abstract string ProbeScript { get; }

    /// <summary>Path of a file that <see cref="ProbeScript"/> asks about with <c>probe_file</c>, to ask about all of a role's files at
    /// once; or null.</summary>
    public virtual string? ProbedFile => null;

    /// <summary>Pure: what the probe said against what is declared.</summary>
    /// <param name="actual">what <see cref="ProbeScript"/> printed and exited with</param>
    /// <param name="changing">ids of the resources before this one in the role that are about to change</param>
    public abstract Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing);
}
