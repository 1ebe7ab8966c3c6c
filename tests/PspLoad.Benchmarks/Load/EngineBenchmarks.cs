using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PspLoad.Benchmarks.Load;

/// <summary>
/// <c>engine</c>: the load engine's inner loops under BenchmarkDotNet. They run in this process, so that BenchmarkDotNet builds nothing.
/// </summary>
internal static class EngineBenchmarks
{
    /// <param name="options">BenchmarkDotNet's options, such as <c>--filter *Pacer*</c></param>
    public static void Run(string[] options)
    {
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher
            .FromTypes([typeof(RecordingBenchmarks), typeof(PacerBenchmarks), typeof(ParserBenchmarks)])
            .Run(options.Length == 0 ? ["--filter", "*"] : options, config);
    }
}
