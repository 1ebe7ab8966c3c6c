namespace PspLoad.Benchmarks.Http;

/// <summary>The open model alone: how late arrivals start and what that costs, and what is reported when the server stands still.</summary>
/// <param name="MeasuredAt">when it began</param>
/// <param name="Lags">all rounds of all rates</param>
/// <param name="Freezes">all rounds</param>
/// <param name="Starts">CPU seconds of a run that sends one request a second for a second: start, compilation and end</param>
internal sealed record InjectorSeries(DateTimeOffset MeasuredAt, List<InjectorSeries.LagRun> Lags, List<InjectorSeries.FreezeRun> Freezes, List<double> Starts)
{
    /// <param name="Rate">Poisson arrivals a second</param>
    /// <param name="P50">lag, ms</param>
    /// <param name="P99">lag, ms</param>
    /// <param name="CorePercent">CPU of the injector in the measured phase, requests included; 100 = one core</param>
    /// <param name="Valid">as the run was judged</param>
    internal sealed record LagRun(int Rate, double P50, double P99, double CorePercent, bool Valid);

    /// <param name="StoppedMs">how long the server really stood still</param>
    /// <param name="Scheduled">arrivals of the measured phase</param>
    /// <param name="Completed">of these</param>
    internal sealed record FreezeRun(double StoppedMs, long Scheduled, long Completed, double P50, double P90, double P99, double P999)
    {
        /// <summary>Reported ÷ truth by arithmetic: who meets the stop waits evenly from its whole length down to 0.</summary>
        public double Deviation(double quantile)
        {
            var reported = quantile switch
            {
                0.9 => P90,
                0.99 => P99,
                _ => P999,
            };
            return reported / (StoppedMs - (1 - quantile) * InjectorBench.FreezeSeconds * 1e3) - 1;
        }
    }
}
