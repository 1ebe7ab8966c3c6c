namespace PspLoad.Benchmarks.Http;

/// <summary>Measurements of the open model: how late arrivals start, what pacing them costs, and what the tool reports when the server freezes.</summary>
/// <param name="MeasuredAt">start of the measurement</param>
/// <param name="Lags">all rounds of all rates</param>
/// <param name="Freezes">all rounds</param>
/// <param name="Starts">CPU seconds of a run that sends one request per second for one second: the cost of start, compilation and exit</param>
internal sealed record InjectorSeries(DateTimeOffset MeasuredAt, List<InjectorSeries.LagRun> Lags, List<InjectorSeries.FreezeRun> Freezes, List<double> Starts)
{
    /// <param name="Rate">Poisson arrivals per second</param>
    /// <param name="P50">lag, ms</param>
    /// <param name="P99">lag, ms</param>
    /// <param name="CorePercent">CPU of the injector in the measured phase, requests included; 100 = one core</param>
    /// <param name="Valid">whether the run was judged VALID</param>
    internal sealed record LagRun(int Rate, double P50, double P99, double CorePercent, bool Valid);

    /// <param name="StoppedMs">actual length of the freeze, ms</param>
    /// <param name="Scheduled">arrivals scheduled in the measured phase</param>
    /// <param name="Completed">how many of these were completed</param>
    internal sealed record FreezeRun(double StoppedMs, long Scheduled, long Completed, double P50, double P90, double P99, double P999)
    {
        /// <summary>
        /// Relative error of the reported quantile. The true value is arithmetic: the waits of arrivals during the freeze are spread evenly
        /// between its whole length and 0.
        /// </summary>
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
