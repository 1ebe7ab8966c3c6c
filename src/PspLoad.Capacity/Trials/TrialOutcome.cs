namespace PspLoad.Capacity.Trials;

/// <summary>What a trial says about the rate that it was run at.</summary>
public enum TrialOutcome
{
    Passed,
    Failed,

    /// <summary>The injector did not keep up: nothing is known of the server at this rate.</summary>
    InjectorLimited,

    /// <summary>Something else disturbed the measurement: run it again.</summary>
    Disturbed,
}
