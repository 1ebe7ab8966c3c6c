using PspLoad.Roles;
using PspLoad.Roles.Faults;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Roles.Faults;

namespace PspLoad.UnitTests.Roles;

public sealed class BuiltInFaultsTests
{
    private static readonly string s_scenarios = Path.Combine(Repository.Root, "docs", "scenarios.md");

    public static TheoryData<string> Scripted => [.. BuiltInFaults.All.OfType<ScriptFault>().Select(fault => fault.Definition.Name)];

    [Fact]
    public void Every_fault_of_the_roles_is_in_the_list()
    {
        var classes = typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract);

        Assert.Equal(classes.Select(type => type.Name).Order(), BuiltInFaults.All.Select(fault => fault.GetType().Name).Order());
        Assert.Equal(BuiltInFaults.All.Count, BuiltInFaults.Catalogue.Names.Distinct().Count());
    }

    [Fact]
    public void The_table_in_docs_scenarios_is_that_of_the_definitions()
    {
        var rows = BuiltInFaults.Catalogue.All.Select(fault =>
            $"| `{fault.Name}` |{(fault.Lasts ? " required" : "")} | {(fault.NeedsHost ? "required" : "found")} | {fault.Meaning} |"
        );

        Assert.Equal(rows, Table.In(s_scenarios, "| fault | `for` | `host` | effect |"));
    }

    [Fact]
    public void The_docs_name_every_option_of_a_fault()
    {
        var faults = BuiltInFaults.Catalogue.All.Where(fault => fault.Options.Count > 0).ToList();

        Assert.Equal(3, faults.Count);
        Assert.All(faults, fault => Assert.All(fault.Options, option => Assert.Contains($"`{option.Key.Name}: ", fault.Meaning, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Scripted))]
    public void A_fault_that_lasts_has_an_undo_and_one_that_is_over_at_once_has_none(string name)
    {
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>(name);

        Assert.Equal(fault.Definition.Lasts, fault.Script(planned, FaultsOnTest.Servers).Undo is not null);
    }

    [Theory]
    [MemberData(nameof(Scripted))]
    public async Task The_scripts_are_valid_shell(string name)
    {
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>(name);
        var script = fault.Script(planned, FaultsOnTest.Servers);

        foreach (var text in new[] { script.Prepare, script.Inject, script.Undo ?? "true" })
        {
            var output = new List<string>();
            // A shell that only parses.
            var code = await new Provisioning.LocalShell().RunAsync($"set -n; exec 2>&1\n{text}\n", output.Add, TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (code, string.Join('\n', output)));
        }
    }
}
