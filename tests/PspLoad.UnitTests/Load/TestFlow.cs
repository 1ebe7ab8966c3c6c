using PspLoad.Core.Load;

namespace PspLoad.UnitTests.Load;

/// <summary>A flow made from a delegate.</summary>
internal sealed class TestFlow(string name, Func<IIteration, ValueTask> run, params string[] steps) : IFlow
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Steps { get; } = steps;

    public ValueTask RunAsync(IIteration iteration) => run(iteration);
}
