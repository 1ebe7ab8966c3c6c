using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.Roles.Database;
using PspLoad.Roles.Dns;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class EnvironmentOverrideTests
{
    private static readonly PspEnvironment s_quick = EnvironmentReader
        .Read(Path.Combine(Repository.Root, "environments", "quick.yaml"), BuiltInRoles.Catalogue)
        .Value!;

    [Fact]
    public void A_setting_replaces_the_files_and_leaves_the_rest()
    {
        var changed = s_quick.With(BuiltInRoles.Catalogue, "--toggle", "database", "semiSync", "off").Value!;

        Assert.True(DatabaseParameters.Format.Of(s_quick).SemiSync);
        Assert.Equal(DatabaseParameters.Format.Of(s_quick) with { SemiSync = false }, DatabaseParameters.Format.Of(changed));
        Assert.Equal(DnsParameters.Format.Of(s_quick).Forwarders, DnsParameters.Format.Of(changed).Forwarders);
    }

    [Theory]
    [InlineData("databse", "semiSync", "off", "did you mean 'database'")]
    [InlineData("database", "semiSink", "off", "semiSync")]
    [InlineData("database", "semiSync", "sometimes", "on, or off")]
    public void What_is_no_setting_is_said_with_the_option(string role, string key, string value, string message)
    {
        var result = s_quick.With(BuiltInRoles.Catalogue, "--toggle x", role, key, value);

        Assert.Null(result.Value);
        var error = Assert.Single(result.Errors).ToString();
        Assert.StartsWith("--toggle x", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
