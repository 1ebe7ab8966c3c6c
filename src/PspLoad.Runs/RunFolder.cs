using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>The folder of one run, <c>results/SCENARIO/yyyyMMdd-HHmmss</c>. <c>results/latest</c> points to it from the start of the run.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly NdjsonWriter<IntervalLine> _intervals;
    private readonly NdjsonWriter<FaultLine> _faults;

    private RunFolder(string path)
    {
        Path = path;
        _intervals = new(System.IO.Path.Combine(path, ResultFiles.Intervals), ResultsJson.Default.IntervalLine);
        _faults = new(System.IO.Path.Combine(path, ResultFiles.Faults), ResultsJson.Default.FaultLine);
    }

    public string Path { get; }

    /// <param name="results">the folder of all results</param>
    /// <param name="scenario">written into the folder as it will be run</param>
    /// <param name="now">time that names the folder; two runs within one second get different names</param>
    /// <exception cref="OperationFailedException">the folder cannot be created</exception>
    public static RunFolder Create(string results, Scenario scenario, DateTimeOffset now)
    {
        RequireWritable(results);
        var stamp = now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = System.IO.Path.Combine(results, scenario.Name, stamp);
        for (var more = 2; Directory.Exists(path); more++)
            path = System.IO.Path.Combine(results, scenario.Name, string.Create(CultureInfo.InvariantCulture, $"{stamp}-{more}"));
        RunFolder? folder = null;
        try
        {
            folder = At(path, scenario);
            PointAt(results, path);
            return folder;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            folder?.Dispose();
            Remove(path);
            throw Unwritable(results, failed);
        }
    }

    /// <summary>Checks the folder of all results, and creates it if it is missing. Called before anything that takes time.</summary>
    /// <exception cref="OperationFailedException">nothing can be written there; exit code 2</exception>
    public static void RequireWritable(string results)
    {
        var probe = System.IO.Path.Combine(results, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(results);
            DurableFile.Write(probe, ".");
            File.Delete(probe);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(results, failed);
        }
    }

    private static OperationFailedException Unwritable(string results, Exception failed) =>
        new(
            ExitCode.InvalidUsage,
            $"results cannot be written to {ConfigurationError.Quote(results)}: {failed.Message}",
            "make it writable, or name another folder with --results DIR",
            failed
        );

    /// <summary>Removes a folder that this run created, and the scenario's folder if nothing else is in it.</summary>
    private static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        var scenario = System.IO.Path.GetDirectoryName(path)!;
        if (Directory.Exists(scenario) && !Directory.EnumerateFileSystemEntries(scenario).Any())
            Directory.Delete(scenario);
    }

    /// <summary>A folder inside another run's folder.</summary>
    /// <param name="path">created if missing</param>
    /// <param name="scenario">written into the folder as it will be run</param>
    public static RunFolder At(string path, Scenario scenario)
    {
        Directory.CreateDirectory(path);
        DurableFile.Write(System.IO.Path.Combine(path, ResultFiles.Scenario), ScenarioFile.Write(scenario));
        return new RunFolder(path);
    }

    /// <summary>Appends a second. It is written at once, so that a killed run stays readable.</summary>
    public void Append(IntervalLine line) => _intervals.Append(line);

    /// <inheritdoc cref="Append(IntervalLine)"/>
    public void Append(FaultLine line) => _faults.Append(line);

    /// <summary>Writes the last file of a run atomically: the file exists completely or not at all.</summary>
    public static void Write(string folder, RunDocument document)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true }))
            JsonSerializer.Serialize(writer, document, ResultsJson.Default.RunDocument);
        content.Write("\n"u8);
        DurableFile.Write(System.IO.Path.Combine(folder, ResultFiles.Run), content.ToArray());
    }

    public void Dispose()
    {
        _intervals.Dispose();
        _faults.Dispose();
    }

    private static void PointAt(string results, string path)
    {
        // .NET cannot replace a link to a folder atomically. The link is only a shortcut, so its short absence does no harm.
        var link = System.IO.Path.Combine(results, RunLocator.Latest);
        File.Delete(link);
        File.CreateSymbolicLink(link, System.IO.Path.GetRelativePath(results, path));
    }
}
