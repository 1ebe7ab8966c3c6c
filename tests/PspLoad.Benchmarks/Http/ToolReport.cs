namespace PspLoad.Benchmarks.Http;

/// <summary>What a tool says of its own run.</summary>
/// <param name="Requests">answered, from first to last</param>
/// <param name="Errors">anything but a 2xx in time</param>
/// <param name="P50">ms; null where the tool has none</param>
/// <param name="P99">ms; null where the tool has none</param>
internal sealed record ToolReport(long Requests, long Errors, double? P50, double? P99);
