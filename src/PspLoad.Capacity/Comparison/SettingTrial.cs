using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Comparison;

/// <summary>One trial with one of two settings.</summary>
/// <param name="Pair">from 1</param>
/// <param name="Setting"><c>a</c> or <c>b</c></param>
/// <param name="Trial">what was measured</param>
public sealed record SettingTrial(int Pair, string Setting, Trial Trial);
