using System.Globalization;
using System.Text;
using PspLoad.Core.Results;
using PspLoad.LyingPsp.Faults;
using PspLoad.UnitTests.Payments.Judging;

namespace PspLoad.UnitTests.Documents;

/// <summary>docs/reconciliation.md lists the planted faults. The integration test <c>PlantedFaultTests</c> shows that a run finds each of them so.</summary>
public sealed class LyingPspTableTests
{
    [Fact]
    public void The_page_lists_every_planted_fault() => JudgePage.Equal("planted faults", Page());

    [Fact]
    public void Names_are_unique() => Assert.Equal(PlantedFaults.All.Count, PlantedFaults.All.Select(fault => fault.Name).Distinct().Count());

    private static string Page()
    {
        var page = new StringBuilder();
        var late = PlantedFaults.All.Count(fault => fault.LongAfter is not null);
        page.Append(
            CultureInfo.InvariantCulture,
            $"{PlantedFaults.All.Count} planted faults. All are found, the last {late} only by the second look at the books.\n\n"
        );
        page.Append("| planted fault | how real systems come to it | planted | flow | violations |\n|---|---|---|---|---|\n");
        foreach (var fault in PlantedFaults.All)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {fault.Name} | {fault.Incident} | {fault.Place} | {fault.Flow} | {string.Join(", ", fault.Kinds.Select(kind => kind.Name()))} |\n"
            );
        }
        return page.ToString();
    }
}
