namespace PspLoad.Lab.Hosts;

/// <summary>What a host that has booted says of itself.</summary>
/// <param name="Boot">systemd's word: <c>running</c>, <c>degraded</c>…</param>
/// <param name="FailedUnits">names of units that failed</param>
/// <param name="HostKey">key type and base64, as in known_hosts</param>
internal sealed record HostFacts(string Boot, IReadOnlyList<string> FailedUnits, string HostKey);
