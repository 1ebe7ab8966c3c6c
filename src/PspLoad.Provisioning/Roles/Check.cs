namespace PspLoad.Provisioning.Roles;

/// <summary>A test of a security control from the position of its client.</summary>
/// <param name="Name">what the check proves, as a sentence: <c>AXFR is refused</c></param>
/// <param name="From">name of the host that the script runs on</param>
/// <param name="Script">POSIX shell, run as root. It prints what it found and exits with 0 for green, 1 for red, or <see cref="NotApplicable"/>
/// or <see cref="StandIn"/> with the reason as the last line</param>
/// <param name="Requirements">PCI DSS v4.0.1 requirements that the check is evidence for</param>
public sealed record Check(string Name, string From, string Script, params IReadOnlyList<string> Requirements)
{
    /// <summary>Exit code: the control cannot exist here. The output gives the reason.</summary>
    public const int NotApplicable = 77;

    /// <summary>Exit code: a substitute replaces the real control in a lab. The output names the substitute.</summary>
    public const int StandIn = 78;

    /// <summary>Seconds after which the check is red.</summary>
    public int TimeoutSeconds { get; init; } = 30;
}
