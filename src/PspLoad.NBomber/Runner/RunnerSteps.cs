using NBomber.Contracts;
using NBomber.CSharp;
using PspLoad.Core.Load;
using PspLoad.Load.Driven;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber.Runner;

/// <summary>The steps of one iteration as NBomber's steps. A flow says when a step begins and ends, NBomber wants a task that ends: here it is.</summary>
internal sealed class RunnerSteps(IScenarioContext context) : IStepListener
{
    private readonly Lock _gate = new();
    private readonly List<(StepMark Mark, TaskCompletionSource<Response<object>> End)> _open = [];
    private readonly List<Task> _ended = [];

    public void Begun(IFlow flow, in StepMark mark)
    {
        // Continuations run at once: NBomber takes the time of the end in one.
        var end = new TaskCompletionSource<Response<object>>();
        lock (_gate)
            _open.Add((mark, end));
        var step = Step.Run(NBomberCounts.StepName(flow.Name, flow.Steps[mark.Step]), context, () => end.Task);
        lock (_gate)
            _ended.Add(step);
    }

    public void Ended(in StepMark mark, ErrorKind kind)
    {
        TaskCompletionSource<Response<object>>? end = null;
        lock (_gate)
        {
            for (var i = 0; i < _open.Count && end is null; i++)
            {
                if (_open[i].Mark != mark)
                    continue;
                end = _open[i].End;
                _open.RemoveAt(i);
            }
        }
        end?.SetResult(kind == ErrorKind.None ? Response.Ok() : Response.Fail(statusCode: kind.Label(), message: kind.Label()));
    }

    /// <summary>NBomber has noted every step that ended. One that was begun and never ended is nobody's.</summary>
    public Task NotedAsync()
    {
        lock (_gate)
            return _open.Count == 0 ? Task.WhenAll(_ended) : Task.CompletedTask;
    }
}
