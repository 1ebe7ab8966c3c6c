using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Results;
using PspLoad.Payments.Audit;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;
using PspLoad.UnitTests.Payments.Resolution;

namespace PspLoad.UnitTests.Payments.Audit;

public sealed partial class PaymentAuditTests : IDisposable
{
    private const string Nothing = """
        {"settlesWithinSeconds":40,"operationsTotal":0,"operations":[],"reversalsTotal":0,"reversals":[],"webhooks":{"pending":0}}
        """;

    private readonly ModelWorld _world = new();
    private readonly List<string> _told = [];

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_duplicate_that_is_booked_after_the_first_clean_look_is_found_by_the_second()
    {
        _world.Model.Pending = Nothing;
        await _world.RunAsync("sale-card", 1);
        var time = new EagerTime();
        var audit = _world.NewAudit(time);
        var first = await audit.RunAsync(CancellationToken.None);
        var before = time.GetTimestamp();

        var second = await audit.LookAgainAsync(first, BookAgain, CancellationToken.None);

        Assert.True(first.IsClean);
        Assert.False(second.IsClean);
        Assert.Equal((1, 1), (second.Part.Duplicated, second.Part.Other[ViolationKind.MissingCharge]));
        Assert.Equal("second look at the books in 40 s: the PSP decides what it began within 40 s", Assert.Single(_told));
        Assert.InRange(time.GetElapsedTime(before).TotalSeconds, 39, 41);
        var line = Violations()[0];
        Assert.Equal(_world.Journal[0].OrderId, line.OrderId);
        Assert.All(line.Story, fact => Assert.Matches(Fact, fact));

        void BookAgain(string why)
        {
            _told.Add(why);
            var booked = _world.Model.Books.OfType<Movement>().First();
            _world.Model.Books.Add(booked with { Reference = booked.Reference + "_late" });
        }
    }

    [Fact]
    public async Task Nothing_late_is_clean_and_what_the_PSP_has_not_finished_is_listed()
    {
        const string operation = """{"reference":"op_1","paymentId":"pay_1","orderId":"A-1","amount":1999,"currency":"EUR","since":"2026-01-02T03:04:06Z"}""";
        _world.Model.Pending = $$$"""
            {"settlesWithinSeconds":11,"operationsTotal":7,"operations":[{{{string.Join(',', Enumerable.Repeat(operation, 6))}}}],
             "reversalsTotal":1,"reversals":[{{{operation}}}],"webhooks":{"pending":3}}
            """;
        await _world.RunAsync("sale-card", 1);
        var audit = _world.NewAudit(new EagerTime());
        var first = await audit.RunAsync(CancellationToken.None);

        var second = await audit.LookAgainAsync(first, _told.Add, CancellationToken.None);

        Assert.True(second.IsClean);
        Assert.Equal(first.Part.Stored, second.Part.Stored);
        Assert.Empty(first.Pending);
        const string named = "op_1 on pay_1 (order A-1, 1999 EUR, since 03:04:06)";
        Assert.Equal(
            [
                $"the PSP has no outcome yet of 7 operations: {string.Join(", ", Enumerable.Repeat(named, 5))}, and 2 more",
                $"the acquirer has not confirmed yet that 1 authorisation that the PSP gave up is cancelled: {named}",
                "the PSP has not delivered 3 webhooks yet",
            ],
            second.Pending
        );
    }

    [Fact]
    public async Task A_PSP_that_does_not_say_how_long_it_takes_is_looked_at_once_and_the_result_says_so()
    {
        await _world.RunAsync("sale-card", 1);
        var audit = _world.NewAudit(new EagerTime());
        var first = await audit.RunAsync(CancellationToken.None);

        var second = await audit.LookAgainAsync(first, _told.Add, CancellationToken.None);

        Assert.Empty(_told);
        Assert.True(second.IsClean);
        Assert.Equal([.. first.Notes, PaymentAudit.NoSecondLook], second.Notes);
    }

    [Fact]
    public async Task A_first_look_that_came_late_enough_is_the_second_too()
    {
        _world.Model.Pending = Nothing.Replace("\"pending\":0", "\"pending\":1", StringComparison.Ordinal);
        await _world.RunAsync("sale-card", 1);
        var audit = _world.NewAudit(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero)));
        var first = await audit.RunAsync(CancellationToken.None);
        var requests = _world.Transport.Requests.Count;

        var second = await audit.LookAgainAsync(first, _told.Add, CancellationToken.None);

        Assert.Empty(_told);
        Assert.Equal(requests + 1, _world.Transport.Requests.Count);
        Assert.Same(first.Part, second.Part);
        Assert.Equal(["the PSP has not delivered 1 webhook yet"], second.Pending);
    }

    [Fact]
    public async Task A_violated_first_look_is_not_repeated()
    {
        using var world = new ModelWorld(_ => Lie.Lose);
        world.Model.Pending = Nothing.Replace("\"pending\":0", "\"pending\":1", StringComparison.Ordinal);
        await world.RunAsync("sale-card", 1);
        var audit = world.NewAudit(new EagerTime());
        var first = await audit.RunAsync(CancellationToken.None);

        var second = await audit.LookAgainAsync(first, _told.Add, CancellationToken.None);

        Assert.False(second.IsClean);
        Assert.Same(first.Part, second.Part);
        Assert.Empty(_told);
        Assert.Equal(["the PSP has not delivered 1 webhook yet"], second.Pending);
    }

    /// <summary>TIME WHO: WHAT. The report splits the lines.</summary>
    [GeneratedRegex(
        @"^\d\d:\d\d:\d\d\.\d{6} (client asked|client was told|PSP booked|PSP shows|acquirer carried out): .+$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Fact { get; }

    private List<ViolationLine> Violations() =>
        [
            .. File.ReadLines(Path.Combine(_world.Folder, ResultFiles.Violations))
                .Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!),
        ];
}
