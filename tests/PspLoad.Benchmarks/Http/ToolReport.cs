namespace PspLoad.Benchmarks.Http;

/// <summary>What a tool reports about its own run.</summary>
/// <param name="Requests">all answered requests</param>
/// <param name="Errors">requests without a 2xx answer in time</param>
/// <param name="P50">ms; null if the tool does not report it</param>
/// <param name="P99">ms; null if the tool does not report it</param>
internal sealed record ToolReport(long Requests, long Errors, double? P50, double? P99);
