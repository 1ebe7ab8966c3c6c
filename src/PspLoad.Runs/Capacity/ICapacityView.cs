using PspLoad.Capacity.Trials;

namespace PspLoad.Runs.Capacity;

/// <summary>Shows people the progress of a capacity run.</summary>
public interface ICapacityView
{
    /// <summary>The run enters its next stage, named in a few words.</summary>
    void Stage(string name);

    /// <summary>A trial has ended.</summary>
    void Trial(Trial trial);
}
