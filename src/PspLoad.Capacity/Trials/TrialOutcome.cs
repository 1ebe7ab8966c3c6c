namespace PspLoad.Capacity.Trials;

/// <summary>What a trial says about its rate.</summary>
public enum TrialOutcome
{
    Passed,
    Failed,

    /// <summary>The injector did not keep up, so nothing is known about the server at this rate.</summary>
    InjectorLimited,

    /// <summary>Something else disturbed the measurement; the trial has to be repeated.</summary>
    Disturbed,
}
