using System.Globalization;
using System.Text;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>Each record of each clean story is dropped, doubled and altered in each field, one at a time. The judge must see every such change,
/// with a kind that its table promises.</summary>
public sealed class MutantTests
{
    private readonly Dictionary<Witness, (int Mutants, int Killed)> _counts = [];
    private readonly Dictionary<Survivor, int> _survivors = [];

    [Fact]
    public async Task Every_mutant_is_violated_with_the_right_kind_or_survives_for_a_reason()
    {
        var judge = new OrderJudge(Enum.GetValues<Witness>().ToHashSet());
        var stories = await CleanStories.MakeAsync();
        Assert.All(stories, story => Assert.Empty(judge.Judge(new OrderStory(story[0].OrderId, story))));
        string[] decimals = ["EUR", "JPY", "KWD"];
        Assert.Empty(decimals.Except(stories.SelectMany(story => story.OfType<Movement>()).Select(booked => booked.Currency)));

        Assert.Contains(stories, story => story.OfType<Charge>().Any(charge => charge.Effect == Effect.Chargeback));
        Assert.All(stories.SelectMany(story => story), record => Assert.Equal(record, Encoded(record)));

        var unexplained = stories.SelectMany(Mutant.Of).Select(mutant => Judge(mutant, judge)).OfType<string>().Take(20).ToList();

        Assert.True(unexplained.Count == 0, string.Join("\n", unexplained));
        Assert.Empty(Survivor.All.Except(_survivors.Keys).Select(survivor => survivor.Change));
        JudgePage.Equal("mutants", Page(stories.Count));
    }

    private static StoryRecord Encoded(StoryRecord record)
    {
        var bytes = new byte[StoryCodec.MaxLength];
        return StoryCodec.Read(bytes.AsSpan(0, StoryCodec.Write(record, bytes)));
    }

    /// <returns>what is wrong with the judge; null when nothing is</returns>
    private string? Judge(Mutant mutant, OrderJudge judge)
    {
        var found = mutant.Records.GroupBy(record => record.OrderId).SelectMany(order => judge.Judge(new OrderStory(order.Key, [.. order]))).ToList();
        var (mutants, killed) = _counts.GetValueOrDefault(mutant.Witness);
        _counts[mutant.Witness] = (mutants + 1, killed + (found.Count > 0 ? 1 : 0));
        if (found.Count > 0)
        {
            return IsRight(mutant, found) ? null : $"{mutant.Change} of {mutant.Original} is {string.Join(", ", found.Select(violation => violation.Kind))}";
        }
        if (Survivor.All.FirstOrDefault(survivor => survivor.Matches(mutant)) is not { } reason)
            return $"{mutant.Change} of {mutant.Original} as {mutant.Altered} is not seen";
        _survivors[reason] = _survivors.GetValueOrDefault(reason) + 1;
        return null;
    }

    private static bool IsRight(Mutant mutant, List<Violation> found) =>
        mutant.Aspect is not { } aspect
        || JudgeTable
            .RulesFor(mutant.Witness, mutant.Subject, aspect)
            .SelectMany(rule => rule.Kinds)
            .Intersect(found.Select(violation => violation.Kind))
            .Any();

    private string Page(int stories)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{stories} clean stories, {_counts.Values.Sum(count => count.Mutants):N0} mutants, ");
        page.Append(
            CultureInfo.InvariantCulture,
            $"{_counts.Values.Sum(count => count.Killed):N0} of them found, each with a kind that the table promises.\n\n"
        );
        page.Append("| witness | mutants | found | survivors |\n|---|---:|---:|---:|\n");
        foreach (var (witness, (mutants, killed)) in _counts.OrderBy(count => count.Key))
            page.Append(CultureInfo.InvariantCulture, $"| {JudgeTable.Name(witness)} | {mutants:N0} | {killed:N0} | {mutants - killed:N0} |\n");
        page.Append("\n| survivors | number | reason |\n|---|---:|---|\n");
        foreach (var survivor in Survivor.All)
            page.Append(CultureInfo.InvariantCulture, $"| {survivor.Change} | {_survivors[survivor]:N0} | {survivor.Reason} |\n");
        return page.ToString();
    }
}
