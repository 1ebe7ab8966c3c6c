using CsCheck;
using PspLoad.Provisioning.Batches;

namespace PspLoad.UnitTests.Provisioning.Batches;

public sealed class FrameReaderTests
{
    private const string Marker = "0123456789abcdef0123456789abcdef";

    private static readonly Gen<(string Output, int ExitCode)> s_script = Gen.Select(Gen.String[Gen.Char["ab \n\0=." + "0é"], 0, 40], Gen.Int[0, 255]);

    [Fact]
    public void Every_script_gets_its_own_output_and_exit_code_back() =>
        s_script
            .List[0, 8]
            .Sample(
                scripts =>
                {
                    var frames = Read(Print(scripts));

                    Assert.Equal(scripts.Select((script, index) => new Frame(index, script.ExitCode, script.Output.TrimEnd('\n'))), frames.Select(Trimmed));
                },
                iter: 2000
            );

    [Fact]
    public void Output_cut_anywhere_never_makes_an_exit_code_up() =>
        Gen.Select(s_script.List[1, 5], Gen.Double[0, 1])
            .Sample(
                (scripts, at) =>
                {
                    var whole = Print(scripts);
                    var frames = Read(whole[..(int)(at * whole.Length)]);

                    Assert.All(frames.SkipLast(1), frame => Assert.Equal(scripts[frame.Index].ExitCode, frame.ExitCode));
                    Assert.All(frames.TakeLast(1), frame => Assert.True(frame.ExitCode is null || frame.ExitCode == scripts[frame.Index].ExitCode));
                },
                iter: 2000
            );

    [Fact]
    public void Only_the_end_of_endless_output_is_kept()
    {
        Frame? frame = null;
        var reader = new FrameReader(Marker, finished => frame = finished);
        reader.Line($"{Marker} 0 begin .");
        for (var line = 0; line < 40; line++)
            reader.Line(new string('x', 1024 * 1024));
        reader.Line("the error");
        reader.Line($"{Marker} 0 end 1 .");

        Assert.InRange(frame!.Output.Length, 1, FrameReader.LongestOutput);
        Assert.EndsWith("the error", frame.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_printed_outside_a_script_is_kept_apart()
    {
        var frames = new List<Frame>();
        var reader = new FrameReader(Marker, frames.Add);
        foreach (var line in new[] { "sh: cannot open", "", $"{Marker} 0 begin .", "a", $"{Marker} 0 end 0 ." })
            reader.Line(line);
        reader.End();

        Assert.Equal("sh: cannot open", reader.Stray);
        Assert.Equal([new Frame(0, 0, "a")], frames);
    }

    // The batch adds the blank line before each marker.
    private static Frame Trimmed(Frame frame) => frame with { Output = frame.Output.TrimEnd('\n') };

    private static string Print(IReadOnlyList<(string Output, int ExitCode)> scripts) =>
        string.Concat(scripts.Select((script, index) => $"\n{Marker} {index} begin .\n{script.Output}\n{Marker} {index} end {script.ExitCode} .\n"));

    private static List<Frame> Read(string printed)
    {
        var frames = new List<Frame>();
        var reader = new FrameReader(Marker, frames.Add);
        foreach (var line in printed.Split('\n'))
            reader.Line(line);
        reader.End();
        return frames;
    }
}
