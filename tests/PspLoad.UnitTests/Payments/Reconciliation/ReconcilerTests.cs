using CsCheck;
using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Reconciliation;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Judging;

namespace PspLoad.UnitTests.Payments.Reconciliation;

/// <summary>Seeds known lies into some of many orders. The reconciler must find exactly those.</summary>
public sealed class ReconcilerTests
{
    private enum Lie
    {
        None,
        Lose,
        Duplicate,
        Alter,
        ChargeTwice,
        NeverCharge,
    }

    private static readonly Gen<(long Amount, bool Manual, long Refund, bool Open, Lie Lie)[]> s_orders = Gen.Select(
        Gen.Long[2, 100_000],
        Gen.Bool,
        Gen.Long[0, 1],
        Gen.Bool,
        Gen.Frequency((6, Gen.Const(Lie.None)), (5, Gen.Enum<Lie>()))
    ).Array[1, 60];

    [Fact]
    public void Exactly_the_seeded_lies_are_found() =>
        s_orders.Sample(orders =>
        {
            var world = new World();
            for (var i = 0; i < orders.Length; i++)
                Place(world, $"order-{i}", orders[i]);
            var lies = orders.Select((order, i) => (Order: $"order-{i}", Wanted: order)).Where(order => order.Wanted.Lie != Lie.None).ToList();
            foreach (var (order, wanted) in lies)
                Tell(wanted.Lie, order, world.Records);

            var found = new List<Violation>();
            var result = Reconcile(world.Records, found);

            Assert.Equal(
                lies.Select(lie => lie.Order).Order(StringComparer.Ordinal),
                found.Select(violation => violation.OrderId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            );
            Assert.Equal(
                lies.SelectMany(lie => Expected(lie.Wanted.Lie, lie.Wanted.Manual, lie.Wanted.Refund > 0)).Order(),
                found.Select(violation => violation.Kind).Order()
            );
            Assert.Equal(lies.Count == 0, result.IsClean);
            Assert.Equal(orders.Length, result.Orders);
            Assert.Equal(orders.Count(order => order.Open), result.IndeterminateResolved);
            Assert.Equal(world.Records.OfType<Movement>().Count(), result.Stored);
        });

    [Fact]
    public void An_unbalanced_currency_is_not_clean()
    {
        var world = new World();
        world.Done("order-1", Effect.Sale, 1000);
        world.Records[2] = (Movement)world.Records[2] with { Debits = 1001 };

        var result = Reconcile(world.Records, []);

        Assert.False(result.LedgerBalanced);
        Assert.False(result.IsClean);
    }

    [Fact]
    public void No_temporary_file_remains()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pspload-reconcile-{Guid.NewGuid():N}");
        var world = new World();
        world.Done("order-1", Effect.Sale, 1000);

        Assert.True(Reconcile(world.Records, [], folder).IsClean);

        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static void Place(World world, string order, (long Amount, bool Manual, long Refund, bool Open, Lie Lie) wanted)
    {
        if (wanted.Manual)
        {
            world.Done(order, Effect.Authorize, wanted.Amount);
            world.Done(order, Effect.Capture, wanted.Amount);
        }
        else if (wanted.Open)
        {
            world.Open(order, Effect.Sale, wanted.Amount, tookPlace: true, resolved: true);
        }
        else
        {
            world.Done(order, Effect.Sale, wanted.Amount);
        }
        if (wanted.Refund > 0)
            world.Done(order, Effect.Refund, 1);
        if (wanted.Manual && wanted.Open)
            world.Open(order, Effect.Void, wanted.Amount, tookPlace: false, resolved: true);
    }

    /// <summary>Changes the records of the order's first payment.</summary>
    private static void Tell(Lie lie, string order, List<StoryRecord> records)
    {
        var movement = records.OfType<Movement>().First(record => record.OrderId == order && (record.Effect is Effect.Sale or Effect.Capture));
        var charge = records.OfType<Charge>().Single(record => record.Reference == movement.Reference);
        switch (lie)
        {
            case Lie.Lose:
                records.Remove(movement);
                break;
            case Lie.Duplicate:
                records.Add(movement with { Reference = "twin-" + order, PaymentId = "twin-" + order });
                records.Add(charge with { Reference = "twin-" + order, Parent = charge.Parent is null ? null : "hold-" + order });
                if (movement.Effect == Effect.Capture)
                {
                    records.Add(movement with { Reference = "hold-" + order, PaymentId = "twin-" + order, Effect = Effect.Authorize });
                    records.Add(charge with { Reference = "hold-" + order, Parent = null, Effect = Effect.Authorize });
                }
                break;
            case Lie.Alter:
                var amount = movement.Amount - 1;
                records[records.IndexOf(movement)] = movement with { Amount = amount, Debits = amount, Credits = amount };
                break;
            case Lie.ChargeTwice:
                records[records.IndexOf(charge)] = charge with { Times = 2 };
                break;
            case Lie.NeverCharge:
                records.Remove(charge);
                break;
        }
    }

    private static ViolationKind[] Expected(Lie lie, bool manual, bool refunded) =>
        lie switch
        {
            // A refund without a capture is one more violation. A hold and its capture are two operations.
            Lie.Lose => refunded
                ? [ViolationKind.Lost, ViolationKind.UnbookedCharge, ViolationKind.OverdrawnPayment]
                : [ViolationKind.Lost, ViolationKind.UnbookedCharge],
            Lie.Duplicate => manual ? [ViolationKind.Duplicated, ViolationKind.Duplicated] : [ViolationKind.Duplicated],
            Lie.Alter => [ViolationKind.AmountMismatch, ViolationKind.AmountMismatch],
            Lie.ChargeTwice => [ViolationKind.DoubleCharge],
            Lie.NeverCharge => [ViolationKind.MissingCharge],
            _ => [],
        };

    private static ReconciliationResult Reconcile(List<StoryRecord> records, List<Violation> found, string? folder = null) =>
        new Reconciler(folder ?? Path.GetTempPath(), 4)
        {
            Present = () => new HashSet<Witness> { Witness.Asked, Witness.Told, Witness.Booked, Witness.Charged },
        }
            .RunAsync([records.ToAsyncEnumerable()], found.Add, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
}
