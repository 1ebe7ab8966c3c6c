using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Application;
using PspLoad.Roles.Images;

namespace PspLoad.Runs.Fleets;

/// <summary>Asks every host for its versions: kernel, packages, and the image of the application.</summary>
public sealed class HostVersions(FleetSession session)
{
    private const string Question = """
        echo "kernel $(uname -r)"
        dpkg-query --show --showformat '${db:Status-Abbrev} ${Package} ${Version}\n' nginx mariadb-server docker.io bind9 ntpsec softhsm2 docker-registry openssh-server 2>/dev/null | sed -n 's/^ii *//p'
        """;

    public async Task<IReadOnlyList<HostPart>> AskAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(session.Environment.Hosts.Select(host => AskAsync(host, cancellationToken)));

    private async Task<HostPart> AskAsync(HostDefinition host, CancellationToken cancellationToken)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            await session.ShellOf(host).RunAsync(Question, line => Take(line, versions), cancellationToken);
        }
        catch (OperationFailedException unreachable)
        {
            versions["unreachable"] = unreachable.Problem;
        }
        if (host.Roles.Contains(ApplicationRole.RoleName) && ReleaseFile.Find(session.Environment, LocalImage.ReferencePsp) is { } release)
            versions["image"] = release.DigestOn(host.Name);
        return new HostPart
        {
            Name = host.Name,
            Address = host.Address.ToString(),
            Roles = host.Roles,
            Versions = versions,
        };
    }

    private static void Take(string line, SortedDictionary<string, string> versions)
    {
        if (line.Split(' ', 2) is [var name, var version])
            versions[name] = version;
    }
}
