namespace PspLoad.Benchmarks.Http;

/// <summary>One load generator: how it is called for a closed load, and how its report is read.</summary>
/// <param name="Name">as in the table</param>
/// <param name="Command">program and arguments for a URL, connections and seconds</param>
/// <param name="Read">its standard output</param>
internal sealed record Tool(string Name, Func<Uri, int, int, IReadOnlyList<string>> Command, Func<string, ToolReport> Read);
