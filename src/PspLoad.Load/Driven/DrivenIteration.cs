using PspLoad.Core.Load;
using PspLoad.Load.Executors;

namespace PspLoad.Load.Driven;

/// <summary>An iteration that another load generator runs.</summary>
internal sealed class DrivenIteration(LoadSession session, int index) : RecordedIteration(session, index), IIteration
{
    private IFlow? _flow;
    private IStepListener? _steps;

    int IIteration.VirtualUser => VirtualUserIndex;

    /// <param name="steps">hears of the flow's steps</param>
    /// <returns>how it ended</returns>
    public async Task<ErrorKind> RunAsync(IStepListener? steps)
    {
        _steps = steps;
        _flow = Begin();
        try
        {
            await _flow.RunAsync(this);
        }
        catch (OperationCanceledException) when (Session.Stopping.IsCancellationRequested)
        {
            Fail(ErrorKind.Interrupted);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fail(ErrorKind.FlowFault, $"{fault.GetType().Name}: {fault.Message}");
        }
        if (!End())
            return ErrorKind.Interrupted;
        var end = Error;
        Rest();
        return end;
    }

    StepMark IIteration.BeginStep(int index)
    {
        var mark = BeginStep(index);
        _steps?.Begun(_flow!, mark);
        return mark;
    }

    void IIteration.EndStep(in StepMark mark, ErrorKind kind, string? detail)
    {
        EndStep(mark, kind, detail);
        _steps?.Ended(mark, kind);
    }

    /// <summary>Sleeps on .NET's timer. It wakes a moment late, and that lateness counts for the next step.</summary>
    public async ValueTask ThinkAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
            return;
        Think(duration.Ticks * TimeSpan.NanosecondsPerTick);
        await Task.Delay(duration, Session.Stopping);
    }
}
