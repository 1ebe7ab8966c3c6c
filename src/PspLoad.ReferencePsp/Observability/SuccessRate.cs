namespace PspLoad.ReferencePsp.Observability;

/// <summary>Approved share over a sliding window of 5 minutes, in steps of 10 seconds. Thread-safe.</summary>
public sealed class SuccessRate(TimeProvider time)
{
    private const int Steps = 30;
    private const int StepSeconds = 10;

    private readonly Lock gate = new();
    private readonly (long Step, long All, long Good)[] steps = new (long, long, long)[Steps];

    public double Ratio
    {
        get
        {
            long oldest = CurrentStep - Steps;
            lock (gate)
            {
                long all = steps.Sum(step => step.Step > oldest ? step.All : 0);
                return all == 0 ? 1 : steps.Sum(step => step.Step > oldest ? step.Good : 0) / (double)all;
            }
        }
    }

    private long CurrentStep => time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

    public void Add(bool succeeded)
    {
        long current = CurrentStep;
        lock (gate)
        {
            ref (long Step, long All, long Good) step = ref steps[current % Steps];
            if (step.Step != current) step = (current, 0, 0);
            step.All++;
            if (succeeded) step.Good++;
        }
    }
}
