using PspLoad.Core.Load;

namespace PspLoad.Load.Driven;

/// <summary>Is told of the steps of one iteration, which may overlap.</summary>
public interface IStepListener
{
    /// <param name="flow">whose step it is</param>
    /// <param name="mark">tells this step from others of the same name</param>
    void Begun(IFlow flow, in StepMark mark);

    /// <param name="mark">as it was begun</param>
    /// <param name="kind">how it ended</param>
    void Ended(in StepMark mark, ErrorKind kind);
}
