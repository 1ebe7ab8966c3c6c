using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Reads and validates an environment file. The format is documented in <c>environments/production.example.yaml</c>.</summary>
public static class EnvironmentReader
{
    /// <param name="file">path as the user gave it; relative to the working directory</param>
    /// <param name="catalogue">the roles that the file may name</param>
    /// <returns>the environment, or all errors in the file in line order</returns>
    public static ConfigurationResult<PspEnvironment> Read(string file, RoleCatalogue catalogue)
    {
        var errors = new List<ConfigurationError>();
        var environment = ConfigurationFile.Read(file, errors) is { } document ? Read(file, document, catalogue, errors) : null;
        return errors.Count == 0
            ? new ConfigurationResult<PspEnvironment>(environment, [])
            : new ConfigurationResult<PspEnvironment>(null, [.. errors.OrderBy(error => error.Line)]);
    }

    private static PspEnvironment? Read(string file, ConfigurationMapping document, RoleCatalogue catalogue, List<ConfigurationError> errors)
    {
        var path = Path.GetFullPath(file);
        var top = new MappingReader(document, EnvironmentKeys.OfEnvironment, errors);
        var isLab = top.Has(EnvironmentKeys.Lab);

        var domain = top.Text(EnvironmentKeys.Domain, NameFormats.Domain);
        var hosts = HostsSection.Read(top, isLab, catalogue, errors);
        var sshReader = top.Mapping(EnvironmentKeys.Ssh) is { } section ? new MappingReader(section, EnvironmentKeys.OfSsh, errors) : null;
        var ssh = sshReader is null ? null : new SshSection(Path.GetDirectoryName(path)!, isLab).Read(sshReader);
        var lab = top.Mapping(EnvironmentKeys.Lab) is { } labSection ? new LabSection(hosts, ssh, errors).Read(labSection) : null;
        var parameters = ParametersSection.Read(top, document.Place, catalogue, errors);

        if (hosts is not null)
        {
            var rules = new EnvironmentRules(hosts, errors);
            rules.NamesAndAddressesAreUnique();
            rules.RolesHaveWhatTheyRequire();
            if (ssh?.Gateway is { } gateway)
                rules.GatewayIsTheConsole(sshReader!, gateway);
        }

        return errors.Count > 0
            ? null
            : new PspEnvironment(Path.GetFileNameWithoutExtension(path), path, domain!, [.. hosts!.Select(host => host.ToDefinition())], ssh!, lab, parameters);
    }
}
