using System.Net;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Reads <c>ssh</c>.</summary>
/// <param name="directory">absolute path of the YAML file's directory, the base of relative paths</param>
/// <param name="isLab">in a lab, <c>lab up</c> creates the files</param>
internal sealed class SshSection(string directory, bool isLab)
{
    private const int DefaultPort = 22;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    /// <returns>the settings, incomplete if there are errors</returns>
    public SshSettings Read(MappingReader ssh) =>
        new(
            ssh.Text(EnvironmentKeys.SshUser, NameFormats.User)!,
            ssh.WholeNumber(EnvironmentKeys.SshPort, 1, 65535) ?? DefaultPort,
            File(ssh, EnvironmentKeys.SshKeyFile, isSecret: true)!,
            ssh.Text(EnvironmentKeys.SshGateway)!,
            GatewayEndpoint(ssh),
            File(ssh, EnvironmentKeys.SshKnownHosts, isSecret: false)!,
            File(ssh, EnvironmentKeys.SshSudoPasswordFile, isSecret: true)
        );

    private IPEndPoint? GatewayEndpoint(MappingReader ssh)
    {
        var key = EnvironmentKeys.SshGatewayAddress;
        if (ssh.Text(key) is not { } text)
            return null;

        if (isLab)
            ssh.Refuse(key, "a lab publishes its gateway by itself", "remove the key");
        else if (AddressText.TryEndpoint(text, out var endpoint))
            return endpoint;
        else
            ssh.Refuse(key, $"{ConfigurationError.Quote(text)} is not an IPv4 address with a port", key.Expected);
        return null;
    }

    private string? File(MappingReader ssh, ConfigurationKey key, bool isSecret)
    {
        if (ssh.Text(key) is not { } text)
            return null;

        const string Remedy = "create the file, or correct the path: it starts from the YAML file's directory";
        var path = Path.GetFullPath(FromHome(text), directory);
        if (Directory.Exists(path))
            ssh.Refuse(key, $"{ConfigurationError.Quote(text)} is a directory", "expected the path of a file");
        else if (isLab)
            return path;
        else if (!System.IO.File.Exists(path))
            ssh.Refuse(key, $"{ConfigurationError.Quote(text)} does not exist (looked for {path})", Remedy);
        else if (isSecret && !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            ssh.Refuse(key, $"{ConfigurationError.Quote(text)} is accessible to users other than its owner", $"chmod 600 {path}");
        else
            return path;
        return null;
    }

    private static string FromHome(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;
}
