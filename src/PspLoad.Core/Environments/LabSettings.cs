using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>Present only where the hosts are to be made as containers on this machine.</summary>
/// <param name="Network">the range that the lab takes a free /24 from</param>
/// <param name="Publish">host name → TCP port published on 127.0.0.1, besides the gateway's SSH</param>
/// <param name="CpuPercent">host name → percent of one CPU that it may use; a host that is not named shares all of the machine</param>
public sealed record LabSettings(IPNetwork Network, IReadOnlyDictionary<string, int> Publish, IReadOnlyDictionary<string, int> CpuPercent);
