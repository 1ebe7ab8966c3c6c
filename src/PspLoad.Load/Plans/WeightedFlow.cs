using PspLoad.Core.Load;

namespace PspLoad.Load.Plans;

/// <summary>A flow and its share of the iterations.</summary>
/// <param name="Flow">what to run</param>
/// <param name="Weight">more than 0; shares are weight ÷ sum of weights</param>
public sealed record WeightedFlow(IFlow Flow, double Weight = 1);
