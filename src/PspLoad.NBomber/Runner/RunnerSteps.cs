using NBomber.Contracts;
using NBomber.CSharp;
using PspLoad.Core.Load;
using PspLoad.Load.Driven;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber.Runner;

/// <summary>Maps the steps of one iteration to NBomber's. A flow reports the beginning and end of a step; NBomber needs a task that ends.</summary>
internal sealed class RunnerSteps(IScenarioContext context) : IStepListener
{
    private readonly Lock _gate = new();
    private readonly List<(StepMark Mark, TaskCompletionSource<Response<object>> End)> _open = [];
    private readonly List<Task> _ended = [];

    public void Begun(IFlow flow, in StepMark mark)
    {
        // Continuations run synchronously, because NBomber takes the end time in one.
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

    /// <summary>NBomber has recorded every step that ended. A step without an end is not recorded.</summary>
    public Task NotedAsync()
    {
        lock (_gate)
            return _open.Count == 0 ? Task.WhenAll(_ended) : Task.CompletedTask;
    }
}
