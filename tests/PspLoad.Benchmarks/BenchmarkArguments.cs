namespace PspLoad.Benchmarks;

/// <summary>Arguments of <c>ssh</c> and <c>provision</c>.</summary>
/// <param name="Name">the benchmark's name</param>
/// <param name="Environment">a name in environments/, or a path</param>
/// <param name="Rounds">number of rounds; each measures every side once; 0 only reports on the recorded measurements</param>
/// <param name="Quick">whether to do only a tenth of the work</param>
/// <param name="Output">file for the Markdown, or null</param>
internal sealed record BenchmarkArguments(string Name, string Environment, int Rounds, bool Quick, string? Output)
{
    public const string Ssh = "ssh";
    public const string Provision = "provision";

    /// <summary>File to which measurements are appended, so that a long benchmark can be run in several parts; or null.</summary>
    public string? Record { get; private init; }

    /// <returns>null if the arguments are invalid</returns>
    public static BenchmarkArguments? Parse(string[] args)
    {
        if (args is not [Ssh or Provision, .. var options])
            return null;
        var parsed = new BenchmarkArguments(args[0], "quick", 5, Quick: false, Output: null);
        for (var i = 0; i < options.Length; i++)
        {
            var value = i + 1 < options.Length ? options[i + 1] : null;
            switch (options[i])
            {
                case "--quick":
                    parsed = parsed with { Quick = true };
                    continue;
                case "-e" when value is not null && parsed.Name == Ssh:
                    parsed = parsed with { Environment = value };
                    break;
                case "--rounds" when int.TryParse(value, out var rounds) && rounds >= 0:
                    parsed = parsed with { Rounds = rounds };
                    break;
                case "--record" when value is not null && parsed.Name == Provision:
                    parsed = parsed with { Record = value };
                    break;
                case "--output" when value is not null:
                    parsed = parsed with { Output = value };
                    break;
                default:
                    return null;
            }
            i++;
        }
        return parsed.Rounds > 0 || parsed.Record is not null ? parsed : null;
    }
}
