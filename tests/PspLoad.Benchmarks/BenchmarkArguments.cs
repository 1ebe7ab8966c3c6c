namespace PspLoad.Benchmarks;

/// <param name="Environment">name in environments/, or a path</param>
/// <param name="Rounds">each measures both sides once</param>
/// <param name="Quick">a tenth of the work</param>
/// <param name="Output">file for the Markdown, or null</param>
internal sealed record BenchmarkArguments(string Environment, int Rounds, bool Quick, string? Output)
{
    /// <returns>null when they are not understood</returns>
    public static BenchmarkArguments? Parse(string[] args)
    {
        if (args is not ["ssh", .. var options])
            return null;
        var parsed = new BenchmarkArguments("quick", 5, Quick: false, Output: null);
        for (int i = 0; i < options.Length; i++)
        {
            string? value = i + 1 < options.Length ? options[i + 1] : null;
            switch (options[i])
            {
                case "--quick":
                    parsed = parsed with { Quick = true };
                    continue;
                case "-e" when value is not null:
                    parsed = parsed with { Environment = value };
                    break;
                case "--rounds" when int.TryParse(value, out int rounds) && rounds > 0:
                    parsed = parsed with { Rounds = rounds };
                    break;
                case "--output" when value is not null:
                    parsed = parsed with { Output = value };
                    break;
                default:
                    return null;
            }
            i++;
        }
        return parsed;
    }
}
