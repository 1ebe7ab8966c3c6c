namespace PspLoad.Capacity.Trials;

/// <summary>One trial to run.</summary>
/// <param name="Number">of this search, from 1</param>
/// <param name="Rate">arrivals a second</param>
/// <param name="Length">of the measured phase</param>
/// <param name="Kind">why</param>
public sealed record TrialOrder(int Number, double Rate, TimeSpan Length, TrialKind Kind);
