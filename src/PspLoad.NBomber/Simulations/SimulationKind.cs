namespace PspLoad.NBomber.Simulations;

/// <summary>NBomber's simulations that this adapter uses, by their names.</summary>
public enum SimulationKind
{
    /// <summary>So many iterations start in every second, each at a random moment of it.</summary>
    Inject,

    /// <summary>So many copies iterate without a break.</summary>
    KeepConstant,

    /// <summary>Nothing starts.</summary>
    Pause,
}
