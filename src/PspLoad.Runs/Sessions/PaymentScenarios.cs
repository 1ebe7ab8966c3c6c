using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Payments.Flows;
using PspLoad.Roles;

namespace PspLoad.Runs.Sessions;

/// <summary>Scenarios whose flows are payments.</summary>
public static class PaymentScenarios
{
    /// <summary>Reads scenarios with the flows, faults and figures of this program.</summary>
    public static ScenarioReader Reader { get; } =
        new(
            new ScenarioWords(FlowCatalogue.Steps, BuiltInFaults.Catalogue, threshold =>
                RunFigures.Refuse(threshold, new EmbeddedEngine(TimeProvider.System), FlowCatalogue.Steps)
            )
        );
}
