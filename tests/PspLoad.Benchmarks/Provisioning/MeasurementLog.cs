using System.Text.Json;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>All measurements of this run, and of earlier ones where they are recorded in the same file, a JSON document a line.</summary>
/// <param name="file">null keeps them in memory</param>
internal sealed class MeasurementLog(string? file)
{
    private readonly List<Measurement> _all = file is not null && File.Exists(file) ? [.. File.ReadLines(file).Select(Read)] : [];

    public IReadOnlyList<Measurement> All => _all;

    public void Add(Measurement measurement)
    {
        _all.Add(measurement);
        Console.Error.WriteLine($"{measurement.Case} {measurement.Engine}: {measurement.Seconds:F2} s");
        if (file is not null)
            File.AppendAllText(file, JsonSerializer.Serialize(measurement, Measurement.Json.Default.Measurement) + "\n");
    }

    private static Measurement Read(string line) => JsonSerializer.Deserialize(line, Measurement.Json.Default.Measurement)!;
}
