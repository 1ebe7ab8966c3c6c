namespace PspLoad.Core.Load;

/// <summary>
/// What one virtual user does in one iteration: a payment from start to end. One instance serves every virtual user at once, so what belongs to one iteration
/// lives in local variables.
/// </summary>
public interface IFlow
{
    /// <summary>Name in scenarios and reports, in kebab-case.</summary>
    string Name { get; }

    /// <summary>Names of the steps; <see cref="IIteration.BeginStep"/> takes an index into it. Empty: the iteration itself is the only step.</summary>
    IReadOnlyList<string> Steps { get; }

    /// <summary>
    /// Runs one iteration. What comes before the first await and after a think time may run on the timetable's thread, the rest on the thread that serves the
    /// sockets: no part may block. An <see cref="OperationCanceledException"/> counts as <see cref="ErrorKind.Interrupted"/>, any other exception as
    /// <see cref="ErrorKind.FlowFault"/>.
    /// </summary>
    ValueTask RunAsync(IIteration iteration);
}
