using PspLoad.Core.Scenarios;
using PspLoad.UnitTests.Roles.Faults;

namespace PspLoad.UnitTests.Core.Scenarios;

public sealed class ScenarioRulesTests
{
    [Theory]
    [InlineData("kill-active-application, host: app2", "")]
    [InlineData("drop-network, for: 5s, host: app1, peer: db1", "")]
    [InlineData("drop-network, for: 5s, host: app3", "host: environment 'quick' has no host 'app3'")]
    [InlineData("drop-network, for: 5s, host: app1, peer: db3", "peer: environment 'quick' has no host 'db3'")]
    [InlineData("kill-database, host: app1", "host: host 'app1' does not have the role 'database'")]
    public void A_fault_needs_hosts_that_exist_and_have_its_role(string fault, string problem)
    {
        var errors = ScenarioRules.Check(ScenarioWith(fault), FaultsOnTest.Lab.Environment);

        if (problem.Length == 0)
            Assert.Empty(errors);
        else
            Assert.Contains(problem, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_needs_an_environment_with_its_role()
    {
        var environment = FaultsOnTest.Lab.Environment;
        var withoutFront = environment with { Hosts = [.. environment.Hosts.Where(host => host.Name != "front")] };

        Assert.Contains(
            "reload-front needs a host with the role 'front'",
            Assert.Single(ScenarioRules.Check(ScenarioWith("reload-front"), withoutFront)).ToString(),
            StringComparison.Ordinal
        );
    }

    private static Scenario ScenarioWith(string fault) =>
        Words.Read(
            $$"""
            flows: { sale-card: 1 }
            executor: constant-arrival-rate
            rate: 5
            duration: 10s
            faults: [{ at: 1s, fault: {{fault}} }]
            """
        );
}
