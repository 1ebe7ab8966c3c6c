using System.Globalization;

namespace PspLoad.NBomber.Sessions;

/// <summary>NBomber's <c>--cluster-…</c> arguments, as its documentation lists them.</summary>
internal static class ClusterRules
{
    private const string LocalDev = "local-dev";

    private static readonly (string Name, string Form, Func<string, bool> Fits)[] s_settings =
    [
        ("id", "an id", text => text.Length > 0),
        ("nats-url", "a URL such as nats://localhost", text => Uri.TryCreate(text, UriKind.Absolute, out _)),
        ("agents-count", "a whole number", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)),
        ("agent-group", "a name", text => text.Length > 0),
        ("node-type", "coordinator or agent", text => text is "coordinator" or "agent"),
        ("coordinator-target", "a scenario, or []", text => text.Length > 0),
        ("agent-target", "a scenario, or []", text => text.Length > 0),
        (LocalDev, "true or false", text => text is "true" or "false"),
    ];

    /// <returns>what is wrong, one line for each wrong setting</returns>
    public static IEnumerable<string> Refuse(IReadOnlyList<string> settings) => settings.Select(Refuse).OfType<string>();

    /// <summary>NBomber's development cluster within this process, which needs no licence.</summary>
    public static bool IsLocal(IReadOnlyList<string> settings) => settings.Contains($"{LocalDev}=true", StringComparer.Ordinal);

    private static string? Refuse(string setting)
    {
        var printable = string.Concat(setting.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter));
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = at < 0 ? (setting, null) : (setting[..at], setting[(at + 1)..]);
        var known = s_settings.FirstOrDefault(known => known.Name == name);
        return value is null || known.Name is null
                ? $"'{printable}' is not NAME=VALUE with one of the names {string.Join(", ", s_settings.Select(setting => setting.Name))}"
            : !known.Fits(value) || value.Any(char.IsControl) ? $"'{printable}': {name} takes {known.Form}"
            : null;
    }
}
