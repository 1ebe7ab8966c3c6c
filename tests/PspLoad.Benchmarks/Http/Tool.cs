namespace PspLoad.Benchmarks.Http;

/// <summary>A load generator: how to start it with a closed load, and how to read its report.</summary>
/// <param name="Name">name in the tables</param>
/// <param name="Command">returns program and arguments for a URL, a number of connections and seconds</param>
/// <param name="Read">reads the report from its standard output</param>
internal sealed record Tool(string Name, Func<Uri, int, int, IReadOnlyList<string>> Command, Func<string, ToolReport> Read);
