using System.Globalization;

namespace PspLoad.Benchmarks.Psp;

/// <summary>What <c>bench psp</c> measures.</summary>
/// <param name="Connections">numbers of closed-loop clients; each is measured on its own</param>
/// <param name="Rounds">number of rounds; each measures every number of connections once</param>
/// <param name="Seconds">length of one measurement</param>
/// <param name="Output">file for the Markdown, or null</param>
internal sealed record PspArguments(IReadOnlyList<int> Connections, int Rounds, int Seconds, string? Output)
{
    private static readonly int[] s_allConnections = [8, 64];

    /// <returns>null if the arguments are invalid</returns>
    public static PspArguments? Parse(string[] options)
    {
        var connections = new List<int>();
        var parsed = new PspArguments(connections, 3, 15, Output: null);
        for (var i = 0; i < options.Length; i++)
        {
            var value = i + 1 < options.Length ? options[i + 1] : null;
            _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (options[i])
            {
                case "--quick":
                    parsed = parsed with { Rounds = 1, Seconds = 3 };
                    continue;
                case "--connections" when number > 0:
                    connections.Add(number);
                    break;
                case "--rounds" when number > 0:
                    parsed = parsed with { Rounds = number };
                    break;
                case "--seconds" when number > 0:
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
        return connections.Count > 0 ? parsed : parsed with { Connections = s_allConnections };
    }
}
