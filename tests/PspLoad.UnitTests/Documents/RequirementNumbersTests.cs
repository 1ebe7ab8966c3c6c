using Microsoft.Extensions.Time.Testing;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Roles;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Provisioning;
using PspLoad.UnitTests.Provisioning.Engine;

namespace PspLoad.UnitTests.Documents;

/// <summary>docs/provisioning.md explains every PCI DSS requirement number that a check names.</summary>
public sealed class RequirementNumbersTests
{
    [Fact]
    public void Every_number_in_a_check_is_in_the_table_and_the_other_way_round()
    {
        using var folder = new TemporaryFolder();
        var environment = Fleet.In(
            folder.Path,
            "console:console,ca,dns,time,registry,control",
            "db1:database",
            "app1:app-server,security-module,application",
            "front:front",
            "outside:app-server,acquirer"
        );
        var secrets = SecretStore.Open(folder["secrets.sealed"], SecretKey.FromFile(folder["secrets.key"]));
        var used =
            from role in BuiltInRoles.All
            from host in environment.Hosts
            from check in role.Checks(new RoleContext(environment, host, secrets, new FakeTimeProvider(), BuiltInRoles.All))
            from number in check.Requirements
            select number;

        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "provisioning.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|')[1].Trim());

        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }
}
