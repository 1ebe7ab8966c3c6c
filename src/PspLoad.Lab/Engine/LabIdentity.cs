using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Environments;

namespace PspLoad.Lab.Engine;

/// <summary>Identifies one lab's resources on the engine. Labels identify them; names are for people.</summary>
/// <param name="Id">8 hexadecimal digits from the environment file's full path</param>
/// <param name="EnvironmentFile">full path of the environment file</param>
/// <param name="Name">prefix of the names of all resources</param>
internal sealed record LabIdentity(string Id, string EnvironmentFile, string Name)
{
    public const string IdLabel = "pspload.lab.id";
    public const string EnvironmentLabel = "pspload.lab.environment";
    public const string HostLabel = "pspload.lab.host";
    public const string ImageLabel = "pspload.lab.image";
    public const string SpecLabel = "pspload.lab.spec";
    public const string SubnetLabel = "pspload.lab.subnet";
    public const string PublishedLabel = "pspload.lab.published";

    public static LabIdentity ForEnvironment(PspEnvironment environment)
    {
        var file = Path.GetFullPath(environment.File);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
        var label = string.Concat(environment.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        return new LabIdentity(id, file, $"pspload-{label}-{id}");
    }

    public string ContainerOf(string host) => $"{Name}-{host}";

    public Dictionary<string, string> Labels => new() { [IdLabel] = Id, [EnvironmentLabel] = EnvironmentFile };
}
