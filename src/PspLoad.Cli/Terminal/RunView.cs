using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Text;
using PspLoad.Runs;

namespace PspLoad.Cli.Terminal;

/// <summary>
/// Shows a run on standard error. A terminal gets one line that is rewritten every second; a file or a pipe gets a plain line every few seconds.
/// Events get a line of their own.
/// </summary>
/// <param name="output">standard error</param>
/// <param name="isTerminal">lines can be rewritten</param>
/// <param name="time">clock for the elapsed time of stages</param>
internal sealed class RunView(TextWriter output, bool isTerminal, TimeProvider time) : IRunView
{
    private const int SecondsBetweenPlainLines = 5;

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private double _duration;

    public void Stage(string name) => Event($"{Elapsed()}  {name}");

    public void LoadBegins(Scenario scenario, RunClock clock)
    {
        _duration = scenario.Load.Duration.TotalSeconds;
        Event($"{Elapsed()}  warm-up of {Humane.Digits(scenario.Load.WarmUp.TotalSeconds)} s, then {Humane.Digits(_duration)} s of {scenario.Load.Executor}");
    }

    public void Interval(IntervalLine line)
    {
        if (!isTerminal && (line.Second + 1) % SecondsBetweenPlainLines != 0)
            return;
        var errors = line.Failed + line.TimedOut + line.Dropped;
        var target = line.Target is { } rate ? $" of {Humane.Digits(rate)}" : "";
        var left = Math.Max(0, _duration - line.Second - 1);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Second + 1, 5} s  {line.Completed, 6}{target}/s  p50 {Humane.Digits(line.ResponseTimeMs.P50)} ms  p99 "
                + $"{Humane.Digits(line.ResponseTimeMs.P99)} ms  errors {errors}  in flight {line.InFlight}  {left:0} s left"
        );
        lock (_gate)
        {
            if (isTerminal)
                output.Write(LiveTerminal.Line(text));
            else
                output.WriteLine(text);
        }
    }

    public void Fault(FaultLine line) =>
        Event(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{line.At, 7:F2} s  {line.Fault} {line.Event}{(line.Target.Length > 0 ? $" on {line.Target}" : "")} "
                    + $"±{1000 * line.UncertaintySeconds:F0} ms{(line.Detail is null ? "" : $": {line.Detail}")}"
            )
        );

    public void LoadEnded() => Event($"{Elapsed()}  load ended");

    public void Finished(RunDocument document, string folder) => Event($"{Elapsed()}  results in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}");

    private string Elapsed() => string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(_started).TotalSeconds, 6:F1} s]");

    private void Event(string text)
    {
        lock (_gate)
            output.WriteLine(isTerminal ? GuardedWriter.ClearLine + text : text);
    }
}
