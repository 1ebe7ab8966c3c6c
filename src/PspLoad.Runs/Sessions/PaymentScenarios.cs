using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Payments.Flows;

namespace PspLoad.Runs.Sessions;

/// <summary>Scenarios whose flows are payments.</summary>
public static class PaymentScenarios
{
    /// <summary>Reads scenarios with the flows and figures of this program.</summary>
    public static ScenarioReader Reader { get; } =
        new(new ScenarioWords(FlowCatalogue.Steps, threshold => RunFigures.Refuse(threshold, new EmbeddedEngine(TimeProvider.System), FlowCatalogue.Steps)));
}
