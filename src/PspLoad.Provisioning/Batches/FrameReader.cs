using System.Globalization;
using System.Text;

namespace PspLoad.Provisioning.Batches;

/// <summary>Turns the lines of a batch's output back into one <see cref="Frame"/> a script.</summary>
internal sealed class FrameReader(string marker, Action<Frame> onFrame)
{
    /// <summary>Characters of one script's output that are kept: the last ones, because an error is at the end.</summary>
    internal const int LongestOutput = 4 * 1024 * 1024;

    /// <summary>Ends a frame's line: without it the line was cut, and its number may be half of one.</summary>
    internal const string LineEnd = ".";

    private readonly StringBuilder _output = new();
    private int? _current;

    /// <summary>What was printed outside any script, such as the shell's own complaint about the batch.</summary>
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

    /// <summary>The output ended: a script that had begun and not ended is reported without an exit code.</summary>
    public void End()
    {
        if (_current is not null)
            Finish(null);
    }

    /// <param name="words">empty, index, <c>begin</c> or <c>end</c> and exit code, <see cref="LineEnd"/></param>
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
        // The frame's closing line brings its own newline before it; the one that the script printed last is dropped with it.
        var text = _output.ToString().TrimEnd('\n');
        var script = _current!.Value;
        _current = null;
        onFrame(new Frame(script, exitCode, text));
    }
}
