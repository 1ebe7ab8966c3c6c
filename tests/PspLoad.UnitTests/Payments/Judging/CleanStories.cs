using PspLoad.Core.Results;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>The stories that the flows produce at an honest PSP, also with lost requests and answers, delays and replays. One order each.</summary>
internal static class CleanStories
{
    /// <summary>Seeds for each flow; enough for all its branches.</summary>
    private const int Seeds = 6;

    private static readonly Lie[] s_luck = [Lie.None, Lie.LoseAnswer, Lie.LoseRequest, Lie.Delay, Lie.Refuse, Lie.GiveUp];

    public static async Task<IReadOnlyList<IReadOnlyList<StoryRecord>>> MakeAsync()
    {
        var stories = new List<IReadOnlyList<StoryRecord>>();
        foreach (var luck in s_luck)
        {
            using var world = new ModelWorld(_ => luck, new ThreeCurrencies());
            var orders = 0;
            foreach (var flow in FlowCatalogue.Names)
            {
                for (var seed = 1; seed <= Seeds; seed++)
                    await world.RunAsync(flow, orders++, seed);
            }
            var result = await world.AuditAsync();
            Assert.True(result.IsClean, File.ReadAllText(Path.Combine(world.Folder, ResultFiles.Violations)));
            // At least once: after an answer was lost, each webhook comes twice.
            var webhooks = luck == Lie.LoseAnswer ? world.Model.Webhooks.SelectMany(webhook => new[] { webhook, webhook }) : world.Model.Webhooks;
            stories.AddRange(RecordsOf(world).Concat(webhooks).GroupBy(record => record.OrderId).Select(order => order.ToList()));
        }
        return stories;
    }

    /// <summary>Two decimals, none, three: each flow with each.</summary>
    private sealed class ThreeCurrencies : IOrderFeed
    {
        private static readonly string[] s_currencies = ["EUR", "JPY", "KWD"];

        private readonly GeneratedOrders _orders = new();
        private int _drawn;

        public OrderData Draw(Random random) => _orders.Draw(random) with { Currency = s_currencies[_drawn++ % s_currencies.Length] };
    }

    private static IEnumerable<StoryRecord> RecordsOf(ModelWorld world) =>
        [
            .. world.Journal,
            .. world.Model.Books,
            .. world.Model.Payments.Select(payment => new ShownPayment(
                payment.OrderId,
                0,
                payment.Id,
                payment.Status,
                payment.Currency,
                new PaymentTotals(payment.Authorized, payment.Captured, payment.Refunded, payment.ChargedBack),
                payment.MaskedCard
            )),
            .. world.Model.Payments.Select(payment => new StoredPayment(
                payment.OrderId,
                0,
                payment.Id,
                payment.Status,
                payment.Currency,
                new PaymentTotals(payment.Authorized, payment.Captured, payment.Refunded, payment.ChargedBack),
                null,
                payment.MaskedCard
            )),
            .. world
                .Model.Books.OfType<Movement>()
                .Where(booked => booked.Effect is not (Effect.Authorize or Effect.Void))
                .Select(booked => new SettledLine(
                    booked.OrderId,
                    booked.At,
                    booked.Reference,
                    booked.PaymentId,
                    booked.Effect,
                    booked.Amount,
                    booked.Currency
                )),
            .. world
                .Model.Books.OfType<Movement>()
                .Select(booked => new StoredMovement(
                    booked.OrderId,
                    booked.At,
                    booked.Reference,
                    booked.PaymentId,
                    booked.Effect,
                    booked.Amount,
                    booked.Currency,
                    booked.Debits,
                    booked.Credits,
                    null
                )),
        ];
}
