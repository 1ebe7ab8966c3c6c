using PspLoad.Cli.Terminal;
using PspLoad.Core.Load;
using PspLoad.Load.Recording;
using PspLoad.Reporting.Text;

namespace PspLoad.Cli.Load;

/// <summary>One terminal line, rewritten every second. It goes to standard error so that standard output can be piped.</summary>
/// <param name="output">a terminal</param>
/// <param name="duration">of the measured phase</param>
internal sealed class LiveLine(TextWriter output, TimeSpan duration) : LoadObserver
{
    public override void OnStart(RowTable rows, DateTimeOffset measuredStart) => output.Write(LiveTerminal.Line("warming up …"));

    public override void OnInterval(Interval interval)
    {
        var all = interval.Rows.MergeIterations();
        var completed = interval.Rows.MergeIterations(kind => kind == ErrorKind.None).Count;
        var left = Math.Max(0, duration.TotalSeconds - interval.Second - 1);
        output.Write(
            LiveTerminal.Line(
                $"{interval.Second + 1, 5} s  {completed, 8}/s  p50 {Humane.Digits(all.Response.Quantile(0.5) / 1e3)} "
                    + $"ms  p99 {Humane.Digits(all.Response.Quantile(0.99) / 1e3)} ms  errors {all.Count - completed}  "
                    + $"dropped {Dropped(interval)}  in flight {interval.InFlight}  {left:0} s left"
            )
        );
    }

    /// <summary>Clears the line for the summary.</summary>
    public void Clear() => output.Write(GuardedWriter.ClearLine);

    private static long Dropped(Interval interval) => Enumerable.Range(0, interval.Rows.Table.Count).Sum(interval.Rows.Dropped);
}
