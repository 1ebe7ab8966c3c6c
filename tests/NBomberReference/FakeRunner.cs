// A runner without a clock, for AdapterFormsTests: it starts all iterations of a simulation at once, and counts them as the version does.
#nullable disable
#pragma warning disable CS1591

using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber
{
    /// <summary>What the tests set, and read by reflection.</summary>
    public static class FakeRunner
    {
        /// <summary>Arguments of the last run.</summary>
        public static string[] Arguments { get; private set; } = [];

        /// <summary>Names of the last run's sinks.</summary>
        public static string[] Sinks { get; private set; } = [];

        /// <summary>Seconds and arrivals are multiplied by this, as if a configuration replaced the simulations.</summary>
        public static int Replacement { get; set; } = 1;

        internal static NodeStats Run(NBomberContext context, string[] args)
        {
            Arguments = args;
            Sinks = [.. context.Sinks.Select(sink => sink.SinkName)];
            var init = new FakeInitContext();
            var runs = context.Scenarios.Select(scenario => new FakeScenario(scenario, Replacement)).ToList();
            foreach (var run in runs)
                run.Scenario.Init?.Invoke(init).GetAwaiter().GetResult();
            Task.WhenAll(runs.Select(run => run.RunAsync())).GetAwaiter().GetResult();
            foreach (var run in runs)
                run.Scenario.Clean?.Invoke(init).GetAwaiter().GetResult();
            return new NodeStats
            {
                ScenarioStats = [.. runs.Select(run => run.Stats())],
                TestInfo = new TestInfo
                {
                    SessionId = args.FirstOrDefault(arg => arg.StartsWith("--session-id="))?.Split('=')[1] ?? "made-by-the-fake",
                    TestSuite = context.TestSuite,
                    TestName = context.TestName,
                },
#if V5_8
                Thresholds =
                [
                    new ThresholdResult
                    {
                        ScenarioName = "smoke",
                        CheckExpression = "OkRequest RPS > 1",
                        ErrorCount = 2,
                        IsFailed = true,
                    },
                ],
#endif
#if V6_6
                Metrics = init.Stats(),
#endif
            };
        }
    }

    /// <summary>A sink as in a package of sinks: made without parameters.</summary>
    public sealed class FileSink : IReportingSink
    {
        public string SinkName => "file";

        public void Dispose() { }
    }

    /// <summary>Of a package of sinks, too; it needs a parameter, so the adapter leaves it out.</summary>
    public sealed class FolderSink(string folder) : IReportingSink
    {
        public string SinkName => folder;

        public void Dispose() { }
    }

    internal sealed class FakeScenario(ScenarioProps scenario, int replacement)
    {
        private readonly ConcurrentBag<(string Step, bool IsError)> _steps = [];
        private readonly ConcurrentBag<bool> _iterations = [];
        private volatile bool _stopped;

        public ScenarioProps Scenario => scenario;

        public bool IsStopped => _stopped;

        public TimeSpan Duration => scenario.Simulations.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.During) * replacement;

        public void Stop() => _stopped = true;

        public void Record(string step, bool isError) => _steps.Add((step, isError));

        public async Task RunAsync()
        {
            foreach (var simulation in scenario.Simulations)
            {
                if (simulation.Kind == "inject")
                    await Task.WhenAll(Enumerable.Range(0, Arrivals(simulation)).Select(_ => IterateAsync()));
                else if (simulation.Kind == "keep")
                    await Task.WhenAll(Enumerable.Range(0, simulation.Count).Select(_ => IterateThriceAsync()));
            }
        }

        /// <summary>Scenario totals: of iterations, from 6.6 on of steps if there are any.</summary>
        public ScenarioStats Stats()
        {
            var names = _steps.Select(step => step.Step).Distinct();
            var (ok, failed) = (_iterations.Count(isError => !isError), _iterations.Count(isError => isError));
#if V6_6
            if (!_steps.IsEmpty)
                (ok, failed) = (_steps.Count(step => !step.IsError), _steps.Count(step => step.IsError));
#endif
            return new ScenarioStats
            {
                ScenarioName = scenario.ScenarioName,
                Ok = Of(ok),
                Fail = Of(failed),
                StepStats =
                [
                    .. names.Select(name => new StepStats
                    {
                        StepName = name,
                        Ok = Of(_steps.Count(step => step.Step == name && !step.IsError)),
                        Fail = Of(_steps.Count(step => step.Step == name && step.IsError)),
                    }),
                ],
            };
        }

        private static MeasurementStats Of(int count) => new() { Request = new RequestStats { Count = count } };

        private int Arrivals(LoadSimulation simulation) => (int)(simulation.Count * (simulation.During / simulation.Interval)) * replacement;

        private async Task IterateThriceAsync()
        {
            for (var i = 0; i < 3; i++)
                await IterateAsync();
        }

        private async Task IterateAsync()
        {
            if (_stopped)
                return;
            var response = await scenario.RunAsync(new FakeContext(this));
            _iterations.Add(response.IsError);
        }
    }

    internal sealed class FakeContext(FakeScenario scenario) : IScenarioContext
    {
        public ScenarioInfo ScenarioInfo { get; } = new() { ScenarioName = scenario.Scenario.ScenarioName, ScenarioDuration = scenario.Duration };

        public void StopScenario(string scenarioName, string reason) => scenario.Stop();

        public void StopCurrentTest(string reason) => scenario.Stop();

        public async Task<Response<T>> RecordAsync<T>(string name, Func<Task<Response<T>>> run)
        {
            var response = await run();
            scenario.Record(name, response.IsError);
            return response;
        }
    }

    internal sealed class FakeInitContext : IScenarioInitContext
    {
#if V6_6
        private readonly List<FakeCounter> _counters = [];
        private readonly List<FakeGauge> _gauges = [];

        public void RegisterMetric(NBomber.Contracts.Metrics.ICounter counter) => _counters.Add((FakeCounter)counter);

        public void RegisterMetric(NBomber.Contracts.Metrics.IGauge gauge) => _gauges.Add((FakeGauge)gauge);

        public NBomber.Contracts.Metrics.MetricStats Stats() =>
            new()
            {
                Counters =
                [
                    .. _counters.Select(counter => new NBomber.Contracts.Metrics.CounterStats
                    {
                        MetricName = counter.MetricName,
                        UnitOfMeasure = counter.UnitOfMeasure,
                        Value = counter.Sum,
                    }),
                ],
                Gauges =
                [
                    .. _gauges.Select(gauge => new NBomber.Contracts.Metrics.GaugeStats
                    {
                        MetricName = gauge.MetricName,
                        UnitOfMeasure = gauge.UnitOfMeasure,
                        Value = gauge.Last,
                    }),
                ],
            };
#endif
    }

#if V6_6
    internal sealed class FakeCounter(string metricName, string unitOfMeasure) : NBomber.Contracts.Metrics.ICounter
    {
        private long _sum;

        public string MetricName => metricName;

        public string UnitOfMeasure => unitOfMeasure;

        public long Sum => _sum;

        public void Add(long value) => System.Threading.Interlocked.Add(ref _sum, value);
    }

    internal sealed class FakeGauge(string metricName, string unitOfMeasure) : NBomber.Contracts.Metrics.IGauge
    {
        public string MetricName => metricName;

        public string UnitOfMeasure => unitOfMeasure;

        public double Last { get; private set; }

        public void Set(double value) => Last = value;
    }
#endif
}
