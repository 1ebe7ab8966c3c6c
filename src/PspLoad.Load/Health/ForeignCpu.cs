namespace PspLoad.Load.Health;

/// <summary>
/// CPU that went to processes other than the injector and the system under test, in the seconds of the measured phase in which the machine had none left.
/// What others take while there is enough for all disturbs nobody.
/// </summary>
/// <param name="Percent">of the whole machine over the whole phase: 100 = all its cores all the time</param>
/// <param name="SaturatedPercent">of the phase in which the machine was at least <see cref="SaturatedCpuPercent"/> busy</param>
/// <param name="Most">the processes that took most, at most three, such as <c>yes (1234) 50 %</c></param>
public sealed record ForeignCpu(double Percent, double SaturatedPercent, IReadOnlyList<string> Most)
{
    /// <summary>From this load on, the machine takes from one process what it gives to another.</summary>
    public const double SaturatedCpuPercent = 95;
}
