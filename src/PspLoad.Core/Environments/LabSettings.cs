using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>Present only if the hosts are to be created as containers on this machine.</summary>
/// <param name="Network">range from which the lab takes a free /24</param>
/// <param name="Publish">host name → TCP port published on 127.0.0.1, in addition to the gateway's SSH port</param>
/// <param name="CpuPercent">host name → its limit in percent of one CPU; hosts not named share the whole machine</param>
public sealed record LabSettings(IPNetwork Network, IReadOnlyDictionary<string, int> Publish, IReadOnlyDictionary<string, int> CpuPercent);
