using System.Globalization;
using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.Roles.Metrics;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Roles;

public sealed class BuiltInRolesTests
{
    private static readonly string s_capacity = Path.Combine(Repository.Root, "docs", "capacity.md");

    public static TheoryData<string> Toggles => [.. BuiltInRoles.Toggles.Select(toggle => toggle.ToString())];

    [Fact]
    public void A_role_requires_only_roles_that_stand_before_it_so_that_there_is_an_order_to_build_in()
    {
        var seen = new HashSet<string>();
        foreach (var role in BuiltInRoles.Catalogue.All)
        {
            Assert.All(role.Needs, required => Assert.Contains(required.Role, seen));
            Assert.True(seen.Add(role.Name), $"{role.Name} is there twice");
        }
    }

    [Fact]
    public void An_unknown_role_is_not_found() => Assert.Null(BuiltInRoles.Catalogue.Find("teapot"));

    [Fact]
    public void The_table_of_bottlenecks_in_docs_capacity_is_that_of_the_rules()
    {
        var rows = BuiltInRoles.Bottlenecks.Select(rule =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {string.Format(CultureInfo.InvariantCulture, rule.What, "a host")} | `{rule.Figure}` | ≥ {rule.SaturatedFrom}{rule.Unit}"
                    + $"{(rule.Growth > 0 ? $", and ≥ {rule.Growth} × its value at the lowest rate" : "")} | {rule.Because} |"
            )
        );

        Assert.Equal(rows, Table.In(s_capacity, "| resource | figure | full when | because |"));
    }

    [Fact]
    public void A_figure_has_one_name_and_one_rule()
    {
        Assert.Equal(Recorded().Distinct(), Recorded());
        Assert.Equal(BuiltInRoles.Bottlenecks.Select(rule => rule.Figure).Distinct(), BuiltInRoles.Bottlenecks.Select(rule => rule.Figure));
    }

    [Fact]
    public void Every_rule_has_a_figure_that_is_recorded() => Assert.Empty(BuiltInRoles.Bottlenecks.Select(rule => rule.Figure).Except(Recorded()));

    [Fact]
    public void Every_kind_of_bottleneck_has_a_rule_but_those_that_the_search_itself_finds() =>
        Assert.Equal(
            Enum.GetValues<BottleneckKind>().Except([BottleneckKind.Unknown, BottleneckKind.Injector]).Order(),
            BuiltInRoles.Bottlenecks.Select(rule => rule.Kind).Distinct().Order()
        );

    [Fact]
    public void The_table_of_toggles_in_docs_capacity_is_that_of_the_roles() =>
        Assert.Equal(BuiltInRoles.Toggles.Select(toggle => $"| `{toggle}` | {toggle.Effect} |"), Table.In(s_capacity, "| toggle | effect |"));

    [Theory]
    [MemberData(nameof(Toggles))]
    public void Both_values_of_a_toggle_are_valid(string toggle)
    {
        var (role, key, values) = (toggle.Split('.')[0], toggle.Split('.', '=')[1], toggle.Split('=')[1].Split(','));
        var quick = EnvironmentReader.Read(Path.Combine(Repository.Root, "environments", "quick.yaml"), BuiltInRoles.Catalogue).Value!;

        Assert.Equal(2, values.Distinct().Count());
        Assert.All(values, value => Assert.Empty(quick.With(BuiltInRoles.Catalogue, "--toggle", role, key, value).Errors));
    }

    [Fact]
    public void The_table_of_parts_in_docs_capacity_is_that_of_the_faults() =>
        Assert.Equal(
            BuiltInFaults
                .Catalogue.All.Where(fault => fault.PartOut is not null)
                .Select(fault => $"| `{fault.PartOut!.Name}` | `{fault.Name}` | {fault.Meaning} |"),
            Table.In(s_capacity, "| part | fault | effect |")
        );

    private static IEnumerable<string> Recorded() =>
        [
            BottleneckRule.HostCpu,
            BottleneckRule.MachineCpu,
            HostMetrics.DiskBusy,
            HostMetrics.NetworkPercent,
            .. BuiltInRoles.All.OfType<IMeasuredRole>().SelectMany(role => role.Metrics.Figures).Select(figure => figure.Name),
        ];
}
