using System.Globalization;
using System.Text;

namespace PspLoad.Provisioning.Batches;

/// <summary>Turns the lines of a batch's output back into one <see cref="Frame"/> a script.</summary>
internal sealed class FrameReader(string marker, Action<Frame> onFrame)
{
    private readonly StringBuilder output = new();
    private int? current;

    /// <summary>What was printed outside any script, such as the shell's own complaint about the batch.</summary>
    public string Stray { get; private set; } = "";

    public void Line(string line)
    {
        if (!line.StartsWith(marker, StringComparison.Ordinal))
        {
            if (current is null)
                Stray = line.Length == 0 ? Stray : line;
            else
                output.Append(line).Append('\n');
            return;
        }

        var words = line[(marker.Length + 1)..].Split(' ');
        if (words[1] == "begin")
        {
            current = int.Parse(words[0], CultureInfo.InvariantCulture);
            output.Clear();
        }
        else
        {
            Finish(int.Parse(words[2], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The output ended: a script that had begun and not ended is reported without an exit code.</summary>
    public void End()
    {
        if (current is not null)
            Finish(null);
    }

    private void Finish(int? exitCode)
    {
        // The frame's closing line brings its own newline before it; the one that the script printed last is dropped with it.
        var text = output.ToString().TrimEnd('\n');
        onFrame(new Frame(current!.Value, exitCode, text));
        current = null;
    }
}
