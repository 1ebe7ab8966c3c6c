using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Errors;

namespace PspLoad.Reporting.Runs;

/// <summary>Reads <c>evidence.json</c>, an array.</summary>
internal static class VerifiedCheckFile
{
    /// <summary>Empty when the file is absent.</summary>
    /// <exception cref="OperationFailedException">it is damaged; exit code 2</exception>
    public static IReadOnlyList<VerifiedCheck> Read(string file)
    {
        if (!File.Exists(file))
            return [];
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, VerifiedCheckJson.Default.IReadOnlyListVerifiedCheck) ?? [];
        }
        catch (JsonException damaged)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file}:{damaged.LineNumber + 1}: {damaged.Path}: is damaged",
                "verify the environment again",
                damaged
            );
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<VerifiedCheck>))]
internal sealed partial class VerifiedCheckJson : JsonSerializerContext;
