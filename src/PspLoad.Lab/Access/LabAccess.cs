using PspLoad.Core.Environments;

namespace PspLoad.Lab.Access;

/// <summary>Writes the files that SSH clients need to reach a lab: pinned host keys and an ssh_config.</summary>
internal static class LabAccess
{
    /// <param name="environment">environment with its addresses in the lab</param>
    /// <param name="hostKeys">host name → <c>type base64</c>, read through the engine, not through SSH</param>
    /// <param name="cancellationToken">leaves complete files, old or new</param>
    /// <returns>one line for each written file</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        PspEnvironment environment,
        IReadOnlyDictionary<string, string> hostKeys,
        CancellationToken cancellationToken
    )
    {
        var file = environment.Ssh.KnownHostsFile;
        var current = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        var pins = environment.Hosts.ToDictionary(host => host.Name, host => (Aliases(environment, host), hostKeys[host.Name]));
        var written = new List<string>();
        if (await AtomicFile.WriteAsync(file, KnownHostsText.Pin(current, pins), cancellationToken))
            written.Add($"host keys pinned in {file}");
        if (await AtomicFile.WriteAsync(SshConfigFile.PathOf(environment), SshConfigFile.Text(environment), cancellationToken))
            written.Add($"{SshConfigFile.PathOf(environment)} written");
        return written;
    }

    /// <summary>Removes the host keys and the ssh_config. The operator's key is kept for the next lab.</summary>
    public static async Task RemoveAsync(PspEnvironment environment, CancellationToken cancellationToken)
    {
        File.Delete(SshConfigFile.PathOf(environment));
        var file = environment.Ssh.KnownHostsFile;
        if (!File.Exists(file))
            return;
        var rest = KnownHostsText.Unpin(await File.ReadAllTextAsync(file, cancellationToken), [.. environment.Hosts.Select(host => host.Name)]);
        if (rest.Length == 0)
            File.Delete(file);
        else
            await AtomicFile.WriteAsync(file, rest, cancellationToken);
    }

    private static IReadOnlyList<string> Aliases(PspEnvironment environment, HostDefinition host) =>
        host.Name == environment.Ssh.Gateway && environment.Ssh.GatewayEndpoint is { } endpoint
            ? [host.Address.ToString(), $"[{endpoint.Address}]:{endpoint.Port}"]
            : [host.Address.ToString()];
}
