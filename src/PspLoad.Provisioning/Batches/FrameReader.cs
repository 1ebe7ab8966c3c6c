using System.Globalization;
using System.Text;

namespace PspLoad.Provisioning.Batches;

/// <summary>Parses the output lines of a batch into one <see cref="Frame"/> per script.</summary>
internal sealed class FrameReader(string marker, Action<Frame> onFrame)
{
    /// <summary>Maximum number of characters kept from the output of one script. The last ones are kept, because an error is at the end.</summary>
    internal const int LongestOutput = 4 * 1024 * 1024;

    /// <summary>Marks the end of a frame's line. A line without it was cut, so its number may be incomplete.</summary>
    internal const string LineEnd = ".";

    private readonly StringBuilder _output = new();
    private int? _current;

    /// <summary>The last output line outside any script, such as the shell's own error message about the batch.</summary>
    public string Stray { get; private set; } = "";

    public void Line(string line)
    {
        if (line.StartsWith(marker, StringComparison.Ordinal))
        {
            Mark(line[marker.Length..].Split(' '));
        }
        else if (_current is not null)
        {
            _output.Append(line).Append('\n');
            if (_output.Length > 2 * LongestOutput)
                _output.Remove(0, _output.Length - LongestOutput);
        }
        else if (line.Length > 0)
        {
            Stray = line;
        }
    }

    /// <summary>Signals the end of the output. Reports a script that started but did not end, without an exit code.</summary>
    public void End()
    {
        if (_current is not null)
            Finish(null);
    }

    /// <param name="words">an empty word, the index, <c>begin</c> or <c>end</c> with the exit code, and <see cref="LineEnd"/></param>
    private void Mark(string[] words)
    {
        switch (words)
        {
            case [_, var index, "begin", LineEnd]:
                _current = int.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture);
                _output.Clear();
                break;
            case [_, _, "end", var exitCode, LineEnd]:
                Finish(int.Parse(exitCode, NumberStyles.None, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Finish(int? exitCode)
    {
        if (_output.Length > LongestOutput)
            _output.Remove(0, _output.Length - LongestOutput);
        // The closing line of the frame starts with its own newline. Trimming also drops the newline that the script printed last.
        var text = _output.ToString().TrimEnd('\n');
        var script = _current!.Value;
        _current = null;
        onFrame(new Frame(script, exitCode, text));
    }
}
