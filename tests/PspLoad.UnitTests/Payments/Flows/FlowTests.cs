using System.Text;
using System.Text.RegularExpressions;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Flows;

public sealed partial class FlowTests : IDisposable
{
    private readonly ModelWorld _world = new();

    public static TheoryData<string> Flows => [.. FlowCatalogue.Names];

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_catalogue_finds_every_file_of_the_folder()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Architecture.Repository.Root, "scenarios", "Flows"), "*.cs").Count();

        Assert.Equal(files, FlowCatalogue.Names.Count);
        Assert.Equal(
            [
                "authorise-capture",
                "authorise-void",
                "chargeback",
                "declined",
                "duplicate-submission",
                "merchant-initiated",
                "refund",
                "sale-card",
                "sale-token",
                "status-poll",
                "three-d-secure",
            ],
            FlowCatalogue.Names
        );
        Assert.Equal(["authorise", "void"], FlowCatalogue.Steps["authorise-void"]);
        Assert.Contains(
            "'sale' is not a flow; expected one of authorise-capture",
            Assert.Throws<ArgumentException>(() => FlowCatalogue.Create("sale", _world.Shop)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task A_flow_at_an_honest_PSP_passes_covers_all_its_branches_and_reconciles(string flow)
    {
        HashSet<int> steps = [];
        for (var i = 0; i < 60; i++)
        {
            var iteration = await _world.RunAsync(flow, i);
            Assert.All(iteration.Ended, step => Assert.Equal((step.Step, ErrorKind.None, null), step));
            Assert.Equal(ErrorKind.None, iteration.Error);
            steps.UnionWith(iteration.Ended.Select(step => step.Step));
        }

        var result = await _world.AuditAsync();

        Assert.Equal(Enumerable.Range(0, FlowCatalogue.Steps[flow].Count), steps.Order());
        Assert.True(result.IsClean, File.ReadAllText(Path.Combine(_world.Folder, ResultFiles.Violations)));
        Assert.Equal(_world.Model.Books.OfType<Movement>().Count(booked => booked.Effect != Effect.Chargeback), result.Part.Stored);
        Assert.Equal(result.Part.Stored, result.Part.Acknowledged);
        Assert.Equal((0, 0), (result.Part.IndeterminateResolved, result.Replayed));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task The_same_seed_makes_the_same_requests(string flow)
    {
        using var other = new ModelWorld();
        for (var i = 0; i < 5; i++)
        {
            await _world.RunAsync(flow, i);
            await other.RunAsync(flow, i);
        }

        Assert.Equal(_world.Transport.Requests.Select(WithoutSignature), other.Transport.Requests.Select(WithoutSignature));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task No_card_number_is_in_the_journal_or_in_the_violations(string flow)
    {
        for (var i = 0; i < 20; i++)
            await _world.RunAsync(flow, i);
        _world.Model.Books.Clear();
        await _world.AuditAsync();
        var sent = _world
            .Transport.Requests.SelectMany(request => CardNumber().Matches(request).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(sent);
        foreach (var file in Directory.EnumerateFiles(_world.Folder, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await ReadSharedAsync(file));
            Assert.DoesNotContain(sent, number => text.Contains(number, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Think_time_is_scaled_by_the_shop()
    {
        var iteration = new OneIteration(1);
        await FlowCatalogue.Create("authorise-void", _world.Shop).RunAsync(iteration);
        Assert.InRange(iteration.Thought.TotalSeconds, 1.5, 4.5);

        iteration = new OneIteration(2);
        await FlowCatalogue.Create("authorise-void", _world.Shop with { ThinkTime = 0 }).RunAsync(iteration);
        Assert.Equal(TimeSpan.Zero, iteration.Thought);
    }

    [Fact]
    public async Task Intent_comes_before_the_request_and_answer_after()
    {
        await _world.RunAsync("sale-card", 41);

        var intent = Assert.IsType<Intent>(_world.Journal[0]);
        var answer = Assert.IsType<Answer>(_world.Journal[1]);
        Assert.Equal(($"{_world.Shop.Run}-41", $"{_world.Shop.Run}-41.1-sale", Effect.Sale), (intent.OrderId, intent.Key, intent.Effect));
        Assert.StartsWith(NamedCards.Approve, intent.Source, StringComparison.Ordinal);
        Assert.Equal(
            (intent.Key, PaymentOutcome.Acknowledged, Effect.Sale, 201, intent.Amount, intent.Currency),
            (answer.Key, answer.Outcome, answer.Effect, answer.Status, answer.Amount, answer.Currency)
        );
        Assert.True(intent.At < answer.At);
    }

    [Fact]
    public void Run_names_are_letters_and_differ_by_the_millisecond()
    {
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var names = Enumerable.Range(0, 5_000).Select(i => RunName.ForStart(start.AddMilliseconds(i))).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.True(name.Length == 10 && name.All(char.IsAsciiLetterLower)));
    }

    private static string WithoutSignature(string request) => Signature().Replace(request, "");

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    [GeneratedRegex("(?<=\"number\":\")[0-9]{16}", RegexOptions.None, 1000)]
    private static partial Regex CardNumber();

    [GeneratedRegex("Psp-Signature: .*", RegexOptions.None, 1000)]
    private static partial Regex Signature();
}
