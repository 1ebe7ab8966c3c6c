namespace PspLoad.UnitTests.Reporting;

/// <summary>A results folder with invented runs, removed with its test.</summary>
internal sealed class SampleResults : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pspload-results-").FullName;

    /// <returns>folder of the run</returns>
    public string Add(string scenario, int day) =>
        new SampleRun(day)
        {
            Scenario = scenario,
            Seconds = 5,
            FaultAt = null,
            StartedAt = new(2026, 11, day, 9, 30, 0, TimeSpan.Zero),
        }.Write(System.IO.Path.Combine(Path, scenario, $"202611{day:00}-093000"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
