using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>What a run was asked for, validated.</summary>
/// <param name="Scenario">what it does</param>
/// <param name="Results">the folder of all results</param>
/// <param name="Keep">what the run brought up stays</param>
public sealed record RunPlan(Scenario Scenario, string Results, bool Keep);
