using System.Text;

namespace PspLoad.Provisioning.Batches;

/// <summary>
/// Many scripts in one round trip. Each runs in a subshell of its own under <c>set -e</c>; lines that start with a marker nobody can
/// guess tell where one ends and the next begins.
/// </summary>
/// <param name="marker">unguessable, so that no output can look like a frame</param>
internal sealed class Batch(string marker)
{
    /// <summary>
    /// Waits for another batch on the host: what a killed run left running must end before the next begins. In a directory of root's
    /// alone, because in a public one anybody could take the lock first.
    /// </summary>
    private const string HoldHostLock = """
        lock=/run/pspload.lock; [ -w /run ] || lock=${TMPDIR:-/tmp}/pspload.lock
        exec 9>"$lock" && flock -w 600 9 || { echo 'another run holds the host' >&2; exit 75; }

        """;

    /// <summary>
    /// The whole is one function that is called on the last line: a connection cut while the script travels leaves an unfinished
    /// function, which the shell refuses, instead of half of the work.
    /// </summary>
    /// <param name="scripts">in order</param>
    /// <param name="preparation">runs before them, and what it sets they see; empty for none</param>
    /// <param name="stopAtFailure">true for changes, which build on each other; false for probes</param>
    /// <param name="holdLock">true for changes: one at a time on a host</param>
    public string Compose(IReadOnlyList<string> scripts, bool stopAtFailure, bool holdLock, string preparation = "")
    {
        var text = new StringBuilder()
            .Append("exec 2>&1\nexport LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive\numask 022\n")
            .Append(Prelude.Functions)
            .Append("batch() {\n");
        if (holdLock)
            text.Append(HoldHostLock);
        if (preparation.Length > 0)
            text.Append(preparation).Append(" </dev/null\n");
        for (var index = 0; index < scripts.Count; index++)
        {
            text.Append($"printf '\\n%s {index} begin {FrameReader.LineEnd}\\n' {marker}\n")
                .Append("(\nset -e\n")
                .Append(scripts[index])
                .Append("\n) </dev/null 2>&1 9>&-\n")
                .Append($"rc=$?; printf '\\n%s {index} end %d {FrameReader.LineEnd}\\n' {marker} $rc\n");
            if (stopAtFailure)
                text.Append("[ $rc -eq 0 ] || return 0\n");
        }
        return text.Append("}\nbatch\n").ToString();
    }

    /// <summary>Splits what <see cref="Compose"/>'s script prints, line by line as it arrives.</summary>
    public FrameReader Reader(Action<Frame> onFrame) => new(marker, onFrame);
}
