using System.Globalization;
using System.Text;
using PspLoad.Core.Results;
using PspLoad.Payments.Judging;

namespace PspLoad.UnitTests.Payments.Judging;

public sealed class JudgeTableTests
{
    [Fact]
    public void Every_cell_has_a_rule_or_one_reason()
    {
        var wrong = Cells()
            .Where(cell =>
                JudgeTable.RulesFor(cell.Witness, cell.Subject, cell.Aspect).Any() == JudgeTable.ReasonFor(cell.Witness, cell.Subject, cell.Aspect) is not null
            );

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_violation_has_a_rule()
    {
        var kinds = JudgeTable.Rules.SelectMany(rule => rule.Kinds).ToHashSet();

        Assert.Empty(Enum.GetValues<ViolationKind>().Except(kinds));
    }

    [Fact]
    public void A_missing_witness_is_named_with_the_rules_that_it_takes_away()
    {
        var note = Assert.Single(JudgeTable.NotApplied(Enum.GetValues<Witness>().Except([Witness.Stored]).ToHashSet()));

        Assert.StartsWith("the PSP's database was not compared, so these rules were not applied: stored-as-booked", note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_table() => JudgePage.Equal("table", Page());

    private static string Page()
    {
        var page = new StringBuilder();
        var numbers = JudgeTable.Rules.Select((rule, i) => (rule, i)).ToDictionary(pair => pair.rule, pair => pair.i + 1);
        var letters = JudgeTable.Silences.Select((silence, i) => (silence.Reason, i)).ToDictionary(pair => pair.Reason, pair => Letter(pair.i));
        foreach (var subjects in Enum.GetValues<Subject>().GroupBy(subject => Table(subject, numbers, letters)))
            page.Append(CultureInfo.InvariantCulture, $"**{string.Join(", ", subjects.Select(Name))}**\n\n{subjects.Key}\n");
        page.Append("| | rule | says | violation | compares |\n|---:|---|---|---|---|\n");
        foreach (var (rule, number) in numbers)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {number} | {rule.Name} | {rule.Says} | {string.Join(", ", rule.Kinds.Select(kind => kind.Name()))} "
                    + $"| {string.Join(", ", rule.Needs.Select(Name))} |\n"
            );
        }
        page.Append("\n| | why there is no rule |\n|---|---|\n");
        foreach (var (reason, letter) in letters)
            page.Append(CultureInfo.InvariantCulture, $"| {letter} | {reason} |\n");
        return page.ToString();
    }

    /// <summary>a … z, aa, ab …</summary>
    private static string Letter(int number) => (number < 26 ? "" : Letter(number / 26 - 1)) + (char)('a' + number % 26);

    private static string Table(Subject subject, Dictionary<JudgeRule, int> numbers, Dictionary<string, string> letters)
    {
        var witnesses = Enum.GetValues<Witness>();
        var table = new StringBuilder($"| | {string.Join(" | ", witnesses.Select(Name))} |\n|---|{string.Concat(witnesses.Select(_ => "---|"))}\n");
        foreach (var aspect in Enum.GetValues<Aspect>())
        {
            var cells = witnesses.Select(witness =>
                JudgeTable.ReasonFor(witness, subject, aspect) is { } reason
                    ? letters[reason]
                    : string.Join(", ", JudgeTable.RulesFor(witness, subject, aspect).Select(rule => numbers[rule]))
            );
            table.Append(CultureInfo.InvariantCulture, $"| {Name(aspect)} | {string.Join(" | ", cells)} |\n");
        }
        return table.ToString();
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value is Aspect.LedgerSides ? "ledger sides" : value.ToString().ToLowerInvariant();

    private static IEnumerable<(Witness Witness, Subject Subject, Aspect Aspect)> Cells() =>
        from witness in Enum.GetValues<Witness>()
        from subject in Enum.GetValues<Subject>()
        from aspect in Enum.GetValues<Aspect>()
        select (witness, subject, aspect);
}
