// The second half of Contracts.cs: what C# programs call. See there for the symbols and the sources.
#nullable disable
#pragma warning disable CS1591

using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Microsoft.FSharp.Core;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.CSharp
{
    /// <summary>
    /// [4] CSharp.fs: sizeBytes is an int64 with an int as its default there, and latencyMs is the last parameter. [C5] Response.fs: no such
    /// parameter. [C6] Response.fs: customLatencyMs.
    /// </summary>
    public static class Response
    {
        public static Response<object> Ok() => new();

        public static Response<object> Fail() => new() { IsError = true };

#if V6_6
        public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "", double customLatencyMs = 0) =>
            new() { StatusCode = statusCode, Message = message };

        public static Response<T> Ok<T>(string statusCode = "", long sizeBytes = 0, string message = "", double customLatencyMs = 0) =>
            new() { StatusCode = statusCode, Message = message };

        public static Response<T> Ok<T>(T payload, string statusCode = "", long sizeBytes = 0, string message = "", double customLatencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                Payload = new FSharpOption<T>(payload),
            };

        public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0, double customLatencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };

        public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0, double customLatencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };
#elif V5_8
        public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "") =>
            new() { StatusCode = statusCode, Message = message };

        public static Response<T> Ok<T>(T payload, string statusCode = "", long sizeBytes = 0, string message = "") =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                Payload = new FSharpOption<T>(payload),
            };

        public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };

        public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };
#else
        public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "", double latencyMs = 0) =>
            new() { StatusCode = statusCode, Message = message };

        public static Response<T> Ok<T>(T payload, string statusCode = "", long sizeBytes = 0, string message = "", double latencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                Payload = new FSharpOption<T>(payload),
            };

        public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0, double latencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };

        public static Response<T> Fail<T>(string statusCode = "", string message = "", long sizeBytes = 0, double latencyMs = 0) =>
            new()
            {
                StatusCode = statusCode,
                Message = message,
                IsError = true,
            };
#endif
    }

    /// <summary>[4] CSharp.fs; [D6] scenario/step.md.</summary>
    public static class Step
    {
        public static Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run) =>
            ((FakeContext)context).RecordAsync(name, run);
    }

    /// <summary>[4] CSharp.fs; [D6] scenario/scenario.md. The names of the parameters are those of [4]; later ones may differ.</summary>
    public static class Scenario
    {
        public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) => new() { ScenarioName = name, RunAsync = run };

        public static ScenarioProps WithInit(this ScenarioProps scenario, Func<IScenarioInitContext, Task> initFunc)
        {
            scenario.Init = initFunc;
            return scenario;
        }

        public static ScenarioProps WithClean(this ScenarioProps scenario, Func<IScenarioInitContext, Task> cleanFunc)
        {
            scenario.Clean = cleanFunc;
            return scenario;
        }

        public static ScenarioProps WithoutWarmUp(this ScenarioProps scenario) => scenario;

        public static ScenarioProps WithRestartIterationOnFail(this ScenarioProps scenario, bool shouldRestart) => scenario;

        public static ScenarioProps WithMaxFailCount(this ScenarioProps scenario, int maxFailCount) => scenario;

        public static ScenarioProps WithLoadSimulations(this ScenarioProps scenario, params LoadSimulation[] loadSimulations)
        {
            scenario.Simulations = loadSimulations;
            return scenario;
        }
    }

    /// <summary>[4] CSharp.fs; [D5], [D6] load-simulation.md, with these names.</summary>
    public static class Simulation
    {
        public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) =>
            new()
            {
                Kind = "inject",
                Count = rate,
                Interval = interval,
                During = during,
            };

        public static LoadSimulation KeepConstant(int copies, TimeSpan during) =>
            new()
            {
                Kind = "keep",
                Count = copies,
                During = during,
            };

        public static LoadSimulation Pause(TimeSpan during) => new() { Kind = "pause", During = during };
    }

    /// <summary>[4] CSharp.fs; [D6] nbomber-runner.md.</summary>
    public static class NBomberRunner
    {
        public static NBomberContext RegisterScenarios(params ScenarioProps[] scenarios) => new() { Scenarios = scenarios };

        public static NBomberContext WithTestSuite(this NBomberContext context, string testSuite)
        {
            context.TestSuite = testSuite;
            return context;
        }

        public static NBomberContext WithTestName(this NBomberContext context, string testName)
        {
            context.TestName = testName;
            return context;
        }

        public static NBomberContext WithReportFolder(this NBomberContext context, string reportFolder) => context;

        public static NBomberContext WithReportFileName(this NBomberContext context, string reportFileName) => context;

        public static NBomberContext WithReportFormats(this NBomberContext context, params ReportFormat[] reportFormats) => context;

        public static NBomberContext WithReportingSinks(this NBomberContext context, params IReportingSink[] reportingSinks)
        {
            context.Sinks = reportingSinks;
            return context;
        }

        public static NodeStats Run(this NBomberContext context, params string[] args) => FakeRunner.Run(context, args);
    }
}

namespace NBomber.Http.CSharp
{
    /// <summary>[H4], [H6] CSharp.fs; [D6] protocols/http/http-client.md.</summary>
    public static class Http
    {
        public static async Task<Response<HttpResponseMessage>> Send(HttpClient client, HttpRequestMessage request)
        {
            var response = await client.SendAsync(request);
            // NBomber.Http 6 counts the bytes of the first line; a null throws there as it does here.
            _ = Encoding.UTF8.GetByteCount(response.ReasonPhrase);
            return new Response<HttpResponseMessage> { Payload = new FSharpOption<HttpResponseMessage>(response) };
        }
    }
}
