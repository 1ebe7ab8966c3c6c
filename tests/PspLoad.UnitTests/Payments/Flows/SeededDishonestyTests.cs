using System.Text.Json;
using CsCheck;
using PspLoad.Core.Results;
using PspLoad.Payments.Flows;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>
/// Runs all flows against a PSP that lies about known orders in known ways. The audit must find exactly those orders, with the right
/// kind of violation.
/// </summary>
public sealed class SeededDishonestyTests
{
    private static readonly Dictionary<Lie, ViolationKind> s_kinds = new()
    {
        [Lie.Lose] = ViolationKind.Lost,
        [Lie.LoseEverything] = ViolationKind.Lost,
        [Lie.Duplicate] = ViolationKind.Duplicated,
        [Lie.Alter] = ViolationKind.AmountMismatch,
        [Lie.ChargeTwice] = ViolationKind.DoubleCharge,
        [Lie.NeverCharge] = ViolationKind.MissingCharge,
        [Lie.TakeAfterDecline] = ViolationKind.Phantom,
        [Lie.Unbalance] = ViolationKind.UnbalancedLedger,
        [Lie.NeverAnswer] = ViolationKind.Unresolved,
    };

    private static readonly Gen<(int Flow, Lie Lie)[]> s_orders = Gen.Select(
        Gen.Int[0, FlowCatalogue.Names.Count - 1],
        Gen.Frequency((2, Gen.Const(Lie.None)), (3, Gen.Enum<Lie>()))
    ).Array[1, 40];

    [Fact]
    public void Exactly_the_orders_with_lies_are_found() => s_orders.Sample(Check, iter: 150);

    [Theory]
    [InlineData(Lie.LoseAnswer)]
    [InlineData(Lie.LoseRequest)]
    [InlineData(Lie.Delay)]
    public async Task Lost_messages_and_delays_are_resolved_by_replay_and_are_clean(Lie luck)
    {
        using var world = new ModelWorld(_ => luck);
        var flows = FlowCatalogue.Names.ToList();
        for (var i = 0; i < flows.Count; i++)
            await world.RunAsync(flows[i], i);

        var result = await world.AuditAsync();

        Assert.True(result.IsClean, File.ReadAllText(Path.Combine(world.Folder, ResultFiles.Violations)));
        Assert.NotEmpty(world.Model.Lied);
        // When the first of two equal requests is lost, the second one brings the outcome.
        Assert.InRange(result.Replayed, world.Model.Lied.Count - 1, world.Model.Lied.Count);
    }

    [Fact]
    public async Task A_violation_has_the_whole_story()
    {
        using var world = new ModelWorld(_ => Lie.Lose);
        await world.RunAsync("sale-card", 7);

        var result = await world.AuditAsync();

        Assert.Equal((1, 1, 1), (result.Part.Acknowledged, result.Part.Lost, result.Part.Other[ViolationKind.UnbookedCharge]));
        var line = Lines(world)[0];
        Assert.Equal(($"{world.Shop.Run}-7", null), (line.OrderId, line.Fault));
        Assert.InRange(line.AtSeconds!.Value, 0, 1);
        Assert.Contains(line.Story, fact =>
            fact.Contains("client asked: sale of", StringComparison.Ordinal) && fact.Contains("with approve-", StringComparison.Ordinal)
        );
        Assert.Contains(line.Story, fact => fact.Contains("client was told: status 201, sale of", StringComparison.Ordinal));
        Assert.Contains(line.Story, fact => fact.Contains("acquirer carried out: sale of", StringComparison.Ordinal));
    }

    private static void Check((int Flow, Lie Lie)[] orders) => CheckAsync(orders).GetAwaiter().GetResult();

    private static async Task CheckAsync((int Flow, Lie Lie)[] orders)
    {
        using var world = new ModelWorld(order => orders[int.Parse(order[(order.IndexOf('-') + 1)..])].Lie);
        var flows = FlowCatalogue.Names.ToList();
        for (var i = 0; i < orders.Length; i++)
            await world.RunAsync(flows[orders[i].Flow], i);

        var result = await world.AuditAsync();

        var lies = world.Model.Lied.Where(lie => s_kinds.ContainsKey(lie.Value)).ToDictionary();
        var found = Lines(world);
        Assert.Equal(
            lies.Keys.Order(StringComparer.Ordinal),
            found.Select(line => line.OrderId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        Assert.All(lies, lie => Assert.Contains(found, line => line.OrderId == lie.Key && line.Kind == s_kinds[lie.Value]));
        Assert.Equal(lies.Count == 0, result.IsClean);
        Assert.Equal(lies.Count(lie => lie.Value == Lie.NeverAnswer), result.StillOpen);
    }

    private static List<ViolationLine> Lines(ModelWorld world) =>
        [
            .. File.ReadLines(Path.Combine(world.Folder, ResultFiles.Violations))
                .Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!),
        ];
}
