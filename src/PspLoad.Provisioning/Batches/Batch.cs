using System.Text;

namespace PspLoad.Provisioning.Batches;

/// <summary>
/// Runs many scripts in one round trip. Each script runs in its own subshell under <c>set -e</c>. Lines that start with an unguessable marker
/// separate the output of one script from the next.
/// </summary>
/// <param name="marker">unguessable, so that no script output can look like a frame</param>
internal sealed class Batch(string marker)
{
    /// <summary>
    /// Waits for any other batch on the host: whatever a killed run left running must end before the next one starts. The lock file is in a
    /// directory that only root can write, because in a public directory any user could take the lock first.
    /// </summary>
    private const string HoldHostLock = """
        lock=/run/pspload.lock; [ -w /run ] || lock=${TMPDIR:-/tmp}/pspload.lock
        exec 9>"$lock" && flock -w 600 9 || { echo 'another run is changing this host' >&2; exit 75; }

        """;

    /// <summary>
    /// Builds the shell script. It defines one function and calls it on the last line. If the connection is cut while the script is sent, the
    /// shell refuses the unfinished function and runs none of it.
    /// </summary>
    /// <param name="scripts">in order</param>
    /// <param name="preparation">runs before the scripts, which see the variables it sets; empty for none</param>
    /// <param name="stopAtFailure">true for changes, which depend on earlier ones; false for probes</param>
    /// <param name="holdLock">true for changes, so that only one batch at a time changes a host</param>
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

    /// <summary>Returns a reader that splits the output of the script from <see cref="Compose"/> into frames, line by line as it arrives.</summary>
    public FrameReader Reader(Action<Frame> onFrame) => new(marker, onFrame);
}
