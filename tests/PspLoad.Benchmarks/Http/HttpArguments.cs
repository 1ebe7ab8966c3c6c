using System.Globalization;

namespace PspLoad.Benchmarks.Http;

/// <summary>
/// What <c>bench http</c> measures in one run: every combination of schemes and connections, and the injector alone.
/// Without a selection it measures everything.
/// </summary>
/// <param name="Schemes">any of http, https</param>
/// <param name="Connections">numbers of closed-loop clients</param>
/// <param name="Injector">whether to measure the open model too: lag and freeze test</param>
/// <param name="Rounds">number of rounds; each measures every tool once</param>
/// <param name="Seconds">length of one measurement</param>
/// <param name="Output">file for the Markdown, or null</param>
internal sealed record HttpArguments(IReadOnlyList<string> Schemes, IReadOnlyList<int> Connections, bool Injector, int Rounds, int Seconds, string? Output)
{
    private static readonly string[] s_allSchemes = ["http", "https"];
    private static readonly int[] s_allConnections = [64, 5_000];

    /// <returns>null if the arguments are invalid</returns>
    public static HttpArguments? Parse(string[] options)
    {
        var (schemes, connections) = (new List<string>(), new List<int>());
        var parsed = new HttpArguments(schemes, connections, Injector: false, 5, 8, Output: null);
        for (var i = 0; i < options.Length; i++)
        {
            var value = i + 1 < options.Length ? options[i + 1] : null;
            _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (options[i])
            {
                case "--plain":
                    schemes.Add("http");
                    continue;
                case "--tls":
                    schemes.Add("https");
                    continue;
                case "--injector":
                    parsed = parsed with { Injector = true };
                    continue;
                case "--connections" when number > 0:
                    connections.Add(number);
                    break;
                case "--rounds" when number > 0:
                    parsed = parsed with { Rounds = number };
                    break;
                case "--seconds" when number > 1:
                    parsed = parsed with { Seconds = number };
                    break;
                case "--output" when value is not null:
                    parsed = parsed with { Output = value };
                    break;
                default:
                    return null;
            }
            i++;
        }
        if (parsed.Injector && schemes.Count + connections.Count == 0)
            return parsed;
        return parsed with
        {
            Injector = parsed.Injector || schemes.Count + connections.Count == 0,
            Schemes = schemes.Count == 0 ? s_allSchemes : schemes,
            Connections = connections.Count == 0 ? s_allConnections : connections,
        };
    }
}
