using System.Text.Json;
using PspLoad.Core.Errors;

namespace PspLoad.Core.Results;

/// <summary>Reads <see cref="ResultFiles.Run"/>.</summary>
public static class RunFile
{
    /// <param name="file">path of a <c>run.json</c></param>
    /// <exception cref="OperationFailedException">the file is absent, damaged or has another schema version; exit code 2</exception>
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
            var run = JsonSerializer.Deserialize(stream, ResultsJson.Default.RunDocument) ?? throw new JsonException("the document is null");
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
