using System.Text.Json;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>All measurements of this run, and those of earlier runs in the same file. The file has one JSON document per line.</summary>
/// <param name="file">path of the file; null keeps the measurements in memory</param>
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
