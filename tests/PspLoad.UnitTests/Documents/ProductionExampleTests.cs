using System.Text.RegularExpressions;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Core.Environments;

namespace PspLoad.UnitTests.Documents;

/// <summary>The example documents the format, so it must be correct and complete.</summary>
public sealed class ProductionExampleTests : IDisposable
{
    private static readonly string s_example = Path.Combine(Repository.Root, "environments", "production.example.yaml");

    private static readonly (string Section, IReadOnlyList<ConfigurationKey> Keys)[] s_sections =
    [
        ("", EnvironmentKeys.OfEnvironment),
        ("hosts[].", EnvironmentKeys.OfHost),
        ("ssh.", EnvironmentKeys.OfSsh),
        ("lab.", EnvironmentKeys.OfLab),
        .. BuiltInRoles.Catalogue.All.Select(role => ($"parameters.{role.Name}.", role.Parameters.Keys)),
    ];

    private readonly EnvironmentFolder _folder = new();

    public static TheoryData<string, string, string> Keys =>
        [.. s_sections.SelectMany(section => section.Keys.Select(key => (section.Section + key.Name, key.Type, key.Presence)))];

    public static TheoryData<string> Roles => [.. BuiltInRoles.Catalogue.Names];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_valid_once_its_files_exist()
    {
        var environment = Read();

        Assert.Equal("production", environment.Name);
        Assert.NotNull(environment.Ssh.SudoPasswordFile);
        Assert.NotNull(environment.Ssh.GatewayEndpoint);
    }

    [Fact]
    public void Until_then_it_says_which_files_are_missing() =>
        Assert.Equal(
            ["ssh.keyFile", "ssh.knownHosts", "ssh.sudoPasswordFile"],
            EnvironmentReader.Read(_folder.Copy(s_example, "production.yaml"), BuiltInRoles.Catalogue).Errors.Select(error => error.Path)
        );

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_explains_every_key_with_type_presence_and_example(string path, string type, string presence)
    {
        var explanation = Regex.Match(
            File.ReadAllText(s_example),
            $@"^ *# {Regex.Escape($"{path} ({type}, {presence}): ")}([^\n]*\n *#)*?[^\n]* Example: \S",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );

        Assert.True(explanation.Success, $"expected a line '# {path} ({type}, {presence}): …' and an 'Example: …'");
    }

    [Fact]
    public void It_explains_no_key_that_does_not_exist()
    {
        var known = s_sections.SelectMany(section => section.Keys.Select(key => section.Section + key.Name));

        var explained = Regex
            .Matches(
                File.ReadAllText(s_example),
                @"^ *# (?<path>[\w.\[\]-]+) \([^)]*(required|optional|default)[^)]*\): ",
                RegexOptions.Multiline | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            )
            .Select(match => match.Groups["path"].Value);

        Assert.Equal(known.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_uses_every_key_but_the_lab()
    {
        var document = ConfigurationFile.Read(s_example, [])!;
        var ssh = (ConfigurationMapping)document.Entries["ssh"];
        var host = (ConfigurationMapping)((ConfigurationList)document.Entries["hosts"]).Items[0];

        Assert.Equal(EnvironmentKeys.OfEnvironment.Select(key => key.Name).Except(["lab"]), document.Entries.Keys);
        Assert.Equal(EnvironmentKeys.OfHost.Select(key => key.Name), host.Entries.Keys);
        Assert.Equal(EnvironmentKeys.OfSsh.Select(key => key.Name), ssh.Entries.Keys);
        foreach (var role in BuiltInRoles.Catalogue.All)
        {
            var parameters = (ConfigurationMapping)((ConfigurationMapping)document.Entries["parameters"]).Entries[role.Name];
            Assert.Equal(role.Parameters.Keys.Select(key => key.Name), parameters.Entries.Keys);
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void It_places_and_lists_every_role_with_what_it_needs(string role)
    {
        Assert.NotEmpty(Read().HostsWith(role));

        var description = BuiltInRoles.Catalogue.Find(role)!;
        var needs = description.Needs.Where(need => need.Kind != NeedKind.After).Select(need => need.Role + (need.Kind == NeedKind.OnThisHost ? "*" : ""));
        var line = string.Join(' ', new[] { "#", role, description.Summary, needs.Any() ? $"needs {string.Join(", ", needs)}" : "" }).TrimEnd();
        Assert.Contains(line, File.ReadLines(s_example).Select(text => Regex.Replace(text, " +", " ", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    private PspEnvironment Read()
    {
        _folder.MakeSecret("production.state/id_ed25519");
        _folder.MakeSecret("production.state/sudo_password");
        _folder.Make("production.state/known_hosts");
        var result = EnvironmentReader.Read(_folder.Copy(s_example, "production.yaml"), BuiltInRoles.Catalogue);
        Assert.Empty(result.Errors);
        return result.Value!;
    }
}
