namespace PspLoad.Capacity.Trials;

/// <summary>One trial to run.</summary>
/// <param name="Number">number within its search, from 1</param>
/// <param name="Rate">arrivals per second</param>
/// <param name="Length">length of the measured phase</param>
/// <param name="Kind">why it is run</param>
public sealed record TrialOrder(int Number, double Rate, TimeSpan Length, TrialKind Kind);
