using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Payments.Flows;

namespace PspLoad.Runs.Sessions;

/// <summary>Scenarios of payments.</summary>
public static class PaymentScenarios
{
    /// <summary>Reads scenarios with the flows and figures that this program has.</summary>
    public static ScenarioReader Reader { get; } =
        new(new ScenarioWords(FlowCatalogue.Steps, threshold => RunFigures.Refuse(threshold, new EmbeddedEngine(TimeProvider.System), FlowCatalogue.Steps)));
}
