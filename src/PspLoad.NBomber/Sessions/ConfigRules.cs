using System.Text.Json;

namespace PspLoad.NBomber.Sessions;

/// <summary>
/// NBomber's JSON configuration overrides what the program sets. These rules refuse what would change the planned load or who ends it;
/// thresholds, custom settings, formats of reports and names stay the user's.
/// </summary>
internal static class ConfigRules
{
    private const string Global = "GlobalSettings";
    private const string Scenarios = "ScenariosSettings";
    private const string Cluster = "ClusterSettings";

    private static readonly JsonDocumentOptions s_lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Beginning of a key → what it would do, and what to do instead.</summary>
    private static readonly (string Key, string Why)[] s_ofScenario =
    [
        ("LoadSimulation", "would replace the planned simulations; omit it, and set the load in the scenario"),
        ("WarmUp", "would add a warm-up that nobody plans for; omit it, and set warmUp in the scenario"),
        ("MaxFailCount", "would end the run at a number of failures; omit it, and set a threshold"),
        ("RestartIterationOnFail", "would repeat payments; omit it"),
    ];

    /// <returns>why the file cannot be used; null if it is JSON</returns>
    public static string? RefuseFile(string file)
    {
        if (file.Length == 0)
            return "is empty; name a JSON file";
        try
        {
            using var _ = Read(file);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Directory.Exists(file) ? "is a folder; name a file"
                : File.Exists(file) ? $"cannot be read: {failed.Message}"
                : "does not exist; name a JSON file";
        }
        catch (JsonException wrong)
        {
            return $"is not JSON: line {wrong.LineNumber + 1}";
        }
    }

    /// <returns>what is wrong, one line each</returns>
    public static IReadOnlyList<string> Refuse(string file)
    {
        if (RefuseFile(file) is { } unreadable)
            return [unreadable];
        using var document = Read(file);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return ["is not a JSON object"];
        return
        [
            .. Members(root, "TargetScenarios").Select(key => $"{key.Name} would leave scenarios out; omit it"),
            .. Members(root, Global)
                .SelectMany(global => Members(global.Value, "ReportFolder"))
                .Select(key => $"{Global}.{key.Name} would move NBomber's reports out of the run's folder; omit it"),
            .. Members(root, Global).SelectMany(global => Members(global.Value, Scenarios)).SelectMany(list => OfScenarios(list.Value)),
        ];
    }

    /// <returns>false also if the file cannot be read</returns>
    public static bool HasCluster(string file)
    {
        if (RefuseFile(file) is not null)
            return false;
        using var document = Read(file);
        return Members(document.RootElement, Cluster).Any(cluster => cluster.Value.ValueKind != JsonValueKind.Null);
    }

    private static IEnumerable<string> OfScenarios(JsonElement scenarios) =>
        scenarios.ValueKind != JsonValueKind.Array
            ? []
            : scenarios
                .EnumerateArray()
                .SelectMany(
                    (scenario, index) =>
                        s_ofScenario.SelectMany(rule =>
                            Members(scenario, rule.Key, isPrefix: true).Select(key => $"{Global}.{Scenarios}[{index}].{key.Name} {rule.Why}")
                        )
                );

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(file), s_lenient);

    private static IEnumerable<JsonProperty> Members(JsonElement parent, string name, bool isPrefix = false) =>
        parent.ValueKind != JsonValueKind.Object
            ? []
            : parent
                .EnumerateObject()
                .Where(member =>
                    isPrefix
                        ? member.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                        : string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
                );
}
