using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// One item on a host with a declared state, handled in three steps: probe, compare, apply. A new kind of resource is one small
/// file with a probe script and an apply script. Both are POSIX shell, run as root under <c>set -e</c>, and may call the functions
/// of <see cref="Batches.Prelude"/>.
/// </summary>
public abstract record Resource
{
    /// <summary>Kind and name, unique within a role on a host: <c>file /etc/hosts</c>.</summary>
    public abstract string Id { get; }

    /// <summary>
    /// Changes whenever the declaration changes. A dependent service is then restarted, even if an earlier run was killed before the restart.
    /// </summary>
    public virtual string Declared => Id;

    /// <summary>Prints the current state on standard output and changes nothing. All probes of a role on a host share one round trip.</summary>
    public abstract string ProbeScript { get; }

    /// <summary>
    /// Path of a file that <see cref="ProbeScript"/> checks with <c>probe_file</c>, so that all files of a role are
    /// checked at once; null if there is none.
    /// </summary>
    public virtual string? ProbedFile => null;

    /// <summary>Compares the probe result with the declaration. A pure function.</summary>
    /// <param name="actual">output and exit code of <see cref="ProbeScript"/></param>
    /// <param name="changing">ids of the resources before this one in the role that are about to change</param>
    public abstract StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing);
}
