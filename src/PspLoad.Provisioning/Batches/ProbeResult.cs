namespace PspLoad.Provisioning.Batches;

/// <summary>The result of a probe or a check.</summary>
/// <param name="ExitCode">exit code of the probe's shell; 0 is success</param>
/// <param name="Output">standard output and standard error, without the last newline</param>
public sealed record ProbeResult(int ExitCode, string Output)
{
    private readonly Lazy<Dictionary<string, string>> _values = new(() => Parse(Output));

    /// <summary>The rest of the first line that starts with <c>key=</c>; null if there is none.</summary>
    public string? Value(string key) => _values.Value.GetValueOrDefault(key);

    public IEnumerable<string> Lines => Output.Length == 0 ? [] : Output.Split('\n');

    private static Dictionary<string, string> Parse(string output)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parsed.TryAdd(line[..equals], line[(equals + 1)..]);
        }
        return parsed;
    }
}
