using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Runs;

/// <summary>Reads <c>run.json</c>.</summary>
internal static class RunFile
{
    /// <exception cref="OperationFailedException">absent, damaged, or of another schema; exit code 2</exception>
    public static RunDocument Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} does not exist",
                "name the folder of a finished run, results/SCENARIO/yyyyMMdd-HHmmss, or latest"
            );
        }
        try
        {
            using var stream = File.OpenRead(file);
            var run = JsonSerializer.Deserialize(stream, ResultsJson.Default.RunDocument) ?? throw new JsonException("null is no run");
            return run.SchemaVersion == RunDocument.CurrentSchema
                ? run
                : throw new OperationFailedException(
                    ExitCode.InvalidUsage,
                    $"{file}: schemaVersion: {run.SchemaVersion} is not known",
                    $"this version reads {RunDocument.CurrentSchema}; use the PspLoad that wrote it"
                );
        }
        catch (JsonException damaged)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file}:{damaged.LineNumber + 1}: {damaged.Path}: {FirstLine(damaged.Message)}",
                "the file is damaged; run the scenario again",
                damaged
            );
        }
    }

    private static string FirstLine(string text) => text.Split(" Path:")[0].ReplaceLineEndings(" ");
}
