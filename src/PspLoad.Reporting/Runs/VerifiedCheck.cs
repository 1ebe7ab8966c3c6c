using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Runs;

/// <summary>One check of the environment, an entry of <see cref="ResultFiles.Evidence"/>.</summary>
/// <param name="Role">role that the check belongs to</param>
/// <param name="Check">what it proves</param>
/// <param name="Status"><c>Green</c> if it passed</param>
/// <param name="From">host that it ran on</param>
/// <param name="Output">last lines of its output</param>
/// <param name="DurationMs">how long it took, ms</param>
/// <param name="Requirements">requirement numbers of PCI DSS v4.0.1</param>
public sealed record VerifiedCheck(string Role, string Check, string Status, string From, string Output, double DurationMs, IReadOnlyList<string> Requirements)
{
    public bool Passed => string.Equals(Status, "green", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads all checks of a run.</summary>
    /// <param name="file">path of <see cref="ResultFiles.Evidence"/>, a JSON array; an absent file has no checks</param>
    /// <exception cref="OperationFailedException">the file is damaged; exit code 2</exception>
    internal static IReadOnlyList<VerifiedCheck> ReadAll(string file)
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
