using System.Net;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.Roles.Application;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Roles.Application;

public sealed class ApplicationRoleTests
{
    private readonly PspEnvironment _quick = EnvironmentReader.Read(Path.Combine(Repository.Root, "environments", "quick.yaml"), BuiltInRoles.Catalogue).Value!;

    [Fact]
    public void Webhooks_are_off_where_nothing_is_written() => Assert.Null(ApplicationRole.WebhookUrl(_quick));

    [Fact]
    public void In_a_lab_the_injector_is_this_machine()
    {
        var lab = With("http://injector:8095/hooks").Value!.OnSubnet(IPNetwork.Parse("198.18.7.0/24"));

        Assert.Equal("http://198.18.7.1:8095/hooks", ApplicationRole.WebhookUrl(lab)!.ToString());
    }

    [Fact]
    public void An_address_stays_as_it_is_written() =>
        Assert.Equal("http://10.20.0.5:8095/hooks", ApplicationRole.WebhookUrl(With("http://10.20.0.5:8095/hooks").Value!)!.ToString());

    [Theory]
    [InlineData("https://injector:8095/hooks")]
    [InlineData("/hooks")]
    public void Anything_but_plain_http_is_refused(string url) => Assert.NotEmpty(With(url).Errors);

    private PspLoad.Core.Configuration.ConfigurationResult<PspEnvironment> With(string url) =>
        _quick.With(BuiltInRoles.Catalogue, "test", ApplicationRole.RoleName, "webhooks", url);
}
