// The members of NBomber that src/PspLoad.NBomber uses, in the forms of three versions. Written for this project: signatures are facts, what
// they do here (FakeRunner.cs) is ours. The unit tests compile the adapter against each form (AdapterFormsTests); no program contains this.
//
// Symbols: none for 4.1.2, V5_8 for 5.8, V5_8 and V6_6 for 6.6. Sources, all of PragmaticFlow on GitHub:
//   [4]   repository NBomber, tag v4.1.2, src/NBomber/Api/CSharp.fs
//   [C4]  repository NBomber.Contracts, version 4.1.1 (the one that 4.1.2 references), src/NBomber.Contracts/*.fs
//   [C5]  the same repository, version 5.6.0-beta.12 of 2024-10-09, the last public state before NBomber 5.8 (2024-11-01)
//   [C6]  the same repository, summer of 2026, after ScenarioStats came to count steps (6.6)
//   [D5], [D6]  repository NBomber.Docs of October 2024, and of August 2026: NBomber itself is not public from version 5 on, its pages are
//   [H4], [H6]  repository NBomber.Http, version 4.1.1, and of 2026: src/NBomber.Http/CSharp.fs
// NBomber 6.7 and what it adds are unseen.
#nullable disable
#pragma warning disable CS1591

using System.Threading.Tasks;
using Microsoft.FSharp.Core;

namespace Microsoft.FSharp.Core
{
    /// <summary>F#'s option, the type of <c>Payload</c> in [C4], [C5] and [C6].</summary>
    public sealed class FSharpOption<T>(T value)
    {
        public T Value { get; } = value;
    }
}

namespace NBomber.Contracts
{
    /// <summary>[C4] Contracts.fs has also LatencyMs, [C6] CustomLatencyMs; [C5] neither. The adapter uses none of them.</summary>
    public interface IResponse
    {
        string StatusCode { get; }
        bool IsError { get; }
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs: Response&lt;'T&gt;.</summary>
    public sealed class Response<T> : IResponse
    {
        public string StatusCode { get; init; } = "";
        public bool IsError { get; init; }
        public string Message { get; init; } = "";
        public FSharpOption<T> Payload { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs: ScenarioInfo.</summary>
    public sealed class ScenarioInfo
    {
        public string ScenarioName { get; init; }
        public TimeSpan ScenarioDuration { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs. InvocationNumber is an int in [C4], an int64 later; the adapter does not use it.</summary>
    public interface IScenarioContext
    {
        ScenarioInfo ScenarioInfo { get; }
        void StopScenario(string scenarioName, string reason);
        void StopCurrentTest(string reason);
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs.</summary>
    public interface IScenarioInitContext
    {
#if V6_6
        void RegisterMetric(NBomber.Contracts.Metrics.ICounter counter);
        void RegisterMetric(NBomber.Contracts.Metrics.IGauge gauge);
#endif
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs. Its methods differ between versions; the adapter calls none of them.</summary>
    public interface IReportingSink : IDisposable
    {
        string SinkName { get; }
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs: a union whose cases only <c>Simulation</c> makes for C#.</summary>
    public sealed class LoadSimulation
    {
        internal string Kind { get; init; }
        internal int Count { get; init; }
        internal TimeSpan Interval { get; init; }
        internal TimeSpan During { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Contracts.fs: ScenarioProps.</summary>
    public sealed class ScenarioProps
    {
        public string ScenarioName { get; init; }
        internal Func<IScenarioContext, Task<IResponse>> RunAsync { get; init; }
        internal Func<IScenarioInitContext, Task> Init { get; set; }
        internal Func<IScenarioInitContext, Task> Clean { get; set; }
        internal LoadSimulation[] Simulations { get; set; } = [];
    }

    /// <summary>[4] Contracts.fs; later only as the type of the methods in [D6] nbomber-runner.md.</summary>
    public sealed class NBomberContext
    {
        internal ScenarioProps[] Scenarios { get; init; }
        internal string TestSuite { get; set; }
        internal string TestName { get; set; }
        internal IReportingSink[] Sinks { get; set; } = [];
    }

#if V6_6
    /// <summary>[C6] Contracts.fs: Metric.</summary>
    public static class Metric
    {
        public static NBomber.Contracts.Metrics.ICounter CreateCounter(string metricName, string unitOfMeasure) => new FakeCounter(metricName, unitOfMeasure);

        public static NBomber.Contracts.Metrics.IGauge CreateGauge(string metricName, string unitOfMeasure) => new FakeGauge(metricName, unitOfMeasure);
    }
#endif
}

namespace NBomber.Contracts.Stats
{
    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public enum ReportFormat
    {
        Txt = 0,
        Html = 1,
        Csv = 2,
        Md = 3,
    }

    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public sealed class TestInfo
    {
        public string SessionId { get; init; }
        public string TestSuite { get; init; }
        public string TestName { get; init; }
    }

    /// <summary>[C4], [C5] Stats.fs: of iterations. [C6] Stats.fs: in ScenarioStats, of all steps of the scenario.</summary>
    public sealed class RequestStats
    {
        public int Count { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public sealed class MeasurementStats
    {
        public RequestStats Request { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public sealed class StepStats
    {
        public string StepName { get; init; }
        public MeasurementStats Ok { get; init; }
        public MeasurementStats Fail { get; init; }
    }

    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public sealed class ScenarioStats
    {
        public string ScenarioName { get; init; }
        public MeasurementStats Ok { get; init; }
        public MeasurementStats Fail { get; init; }
        public StepStats[] StepStats { get; init; }
    }

#if V5_8
    /// <summary>[C5], [C6] Stats.fs.</summary>
    public sealed class ThresholdResult
    {
        public string ScenarioName { get; init; }
        public string StepName { get; init; }
        public string CheckExpression { get; init; }
        public string ExceptionMsg { get; init; }
        public int ErrorCount { get; init; }
        public bool IsFailed { get; init; }
    }
#endif

    /// <summary>[C4], [C5], [C6] Stats.fs.</summary>
    public sealed class NodeStats
    {
        public ScenarioStats[] ScenarioStats { get; init; }
        public TestInfo TestInfo { get; init; }
#if V5_8
        public ThresholdResult[] Thresholds { get; init; }
#endif
#if V6_6
        public NBomber.Contracts.Metrics.MetricStats Metrics { get; init; }
#endif
    }
}

#if V6_6
namespace NBomber.Contracts.Metrics
{
    /// <summary>[C6] Metrics.fs.</summary>
    public interface ICounter
    {
        string MetricName { get; }
        string UnitOfMeasure { get; }
        void Add(long value);
    }

    /// <summary>[C6] Metrics.fs.</summary>
    public interface IGauge
    {
        string MetricName { get; }
        string UnitOfMeasure { get; }
        void Set(double value);
    }

    /// <summary>[C6] Metrics.fs.</summary>
    public sealed class CounterStats
    {
        public string ScenarioName { get; init; }
        public string MetricName { get; init; }
        public string UnitOfMeasure { get; init; }
        public long Value { get; init; }
    }

    /// <summary>[C6] Metrics.fs.</summary>
    public sealed class GaugeStats
    {
        public string ScenarioName { get; init; }
        public string MetricName { get; init; }
        public string UnitOfMeasure { get; init; }
        public double Value { get; init; }
    }

    /// <summary>[C6] Metrics.fs.</summary>
    public sealed class MetricStats
    {
        public CounterStats[] Counters { get; init; }
        public GaugeStats[] Gauges { get; init; }
    }
}
#endif
