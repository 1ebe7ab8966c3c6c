using PspLoad.Core.Load;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>An iteration without an engine. It records how its steps end, and its think times take no time.</summary>
internal sealed class OneIteration(long number, int seed = 1) : IIteration
{
    public List<(int Step, ErrorKind Kind, string? Detail)> Ended { get; } = [];

    public TimeSpan Thought { get; private set; }

    public ErrorKind Error { get; private set; }

    public long Number => number;

    public int VirtualUser => 0;

    public bool IsWarmUp => false;

    public TimeSpan Now => TimeSpan.Zero;

    public TimeSpan IntendedStart => TimeSpan.Zero;

    public Random Random { get; } = new((int)(seed * 7919 + number));

    public CancellationToken Stopping => CancellationToken.None;

    public StepMark BeginStep(int index) => new(index, 0, 0);

    public void EndStep(in StepMark mark, ErrorKind kind = ErrorKind.None, string? detail = null)
    {
        Ended.Add((mark.Step, kind, detail));
        Fail(kind, detail);
    }

    public void Fail(ErrorKind kind, string? detail = null) => Error = Error == ErrorKind.None ? kind : Error;

    public ValueTask ThinkAsync(TimeSpan duration)
    {
        Thought += duration;
        return ValueTask.CompletedTask;
    }
}
