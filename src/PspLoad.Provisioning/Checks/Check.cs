namespace PspLoad.Provisioning.Checks;

/// <summary>A control seen from where its client stands.</summary>
/// <param name="Name">what is proven, as a sentence: <c>AXFR is refused</c></param>
/// <param name="From">name of the host that the script runs on</param>
/// <param name="Script">POSIX shell as root; prints what it saw; exits 0 for green, 1 for red, <see cref="NotApplicable"/> or
/// <see cref="StandIn"/> with the reason as the last line</param>
/// <param name="Requirements">PCI DSS v4.0.1 requirement numbers that it is evidence for</param>
public sealed record Check(string Name, string From, string Script, params IReadOnlyList<string> Requirements)
{
    /// <summary>The control cannot exist here, and the output says why.</summary>
    public const int NotApplicable = 77;

    /// <summary>Something stands in for the real control in a lab, and the output says what.</summary>
    public const int StandIn = 78;

    /// <summary>Seconds after which the check is red.</summary>
    public int TimeoutSeconds { get; init; } = 30;
}
