using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>What a run was asked to do, validated.</summary>
/// <param name="Scenario">what the run does</param>
/// <param name="Results">the folder of all results</param>
/// <param name="Keep">keeps what the run brought up</param>
public sealed record RunPlan(Scenario Scenario, string Results, bool Keep);
