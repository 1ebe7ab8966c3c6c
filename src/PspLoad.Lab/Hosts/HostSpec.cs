using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PspLoad.Lab.Hosts;

/// <summary>Everything that determines a host's container. A host whose spec has changed is created again.</summary>
/// <param name="Recipe">version of the code that turns a spec into a container; raise it when the result changes</param>
/// <param name="Host">short name</param>
/// <param name="Domain">domain of the fleet</param>
/// <param name="Image">name and tag; the tag is the image's content hash</param>
/// <param name="Subnet">the lab's /24</param>
/// <param name="Address">fixed, in the subnet</param>
/// <param name="User">administrator's login name</param>
/// <param name="SshPort">sshd's TCP port</param>
/// <param name="AuthorizedKey">the operator's public key, one OpenSSH line</param>
/// <param name="Published">the host's TCP port → port on 127.0.0.1</param>
/// <param name="Devices">device nodes of the machine that nested containers need</param>
/// <param name="CgroupV2">true when the engine uses cgroup v2</param>
internal sealed record HostSpec(
    int Recipe,
    string Host,
    string Domain,
    string Image,
    string Subnet,
    string Address,
    string User,
    int SshPort,
    string AuthorizedKey,
    SortedDictionary<int, int> Published,
    IReadOnlyList<string> Devices,
    bool CgroupV2
)
{
    public const int CurrentRecipe = 1;

    /// <summary>12 hexadecimal digits; stored as a label of the container.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, HostSpecJson.Default.HostSpec)))[..12];

    [JsonIgnore]
    public IPNetwork Network => IPNetwork.Parse(Subnet);
}

[JsonSerializable(typeof(HostSpec))]
internal sealed partial class HostSpecJson : JsonSerializerContext;
