namespace PspLoad.ReferencePsp.Observability;

/// <summary>The share of approved payments in the last 5 minutes, in steps of 10 seconds. Thread-safe.</summary>
public sealed class SuccessRate(TimeProvider time)
{
    private const int Steps = 30;
    private const int StepSeconds = 10;

    private readonly Lock _gate = new();
    private readonly (long Step, long All, long Good)[] _steps = new (long, long, long)[Steps];

    public double Ratio
    {
        get
        {
            var oldest = CurrentStep - Steps;
            lock (_gate)
            {
                var all = _steps.Sum(step => step.Step > oldest ? step.All : 0);
                return all == 0 ? 1 : _steps.Sum(step => step.Step > oldest ? step.Good : 0) / (double)all;
            }
        }
    }

    private long CurrentStep => time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

    public void Add(bool succeeded)
    {
        var current = CurrentStep;
        lock (_gate)
        {
            ref var step = ref _steps[current % Steps];
            if (step.Step != current)
                step = (current, 0, 0);
            step.All++;
            if (succeeded)
                step.Good++;
        }
    }
}
