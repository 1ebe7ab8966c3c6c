using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Keys change while nodes serve, and every card stays readable.</summary>
public sealed class SecurityModuleRotationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_card_is_sealed_again_and_the_old_key_is_gone()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var (table, time) = (new KeyTableInMemory(), NewTime());
        using var vault = await CardVault.OpenAsync(token.Options, table, time, Cancelled);
        var before = Store(vault, table, 0, 25);

        var report = await new KeyRotation(token.Options, table, table, time).RotateCardKeyAsync(10, Cancelled);

        Assert.Equal(25, report.Resealed);
        Assert.Equal([vault.NewestKeyId], report.Retired);
        Assert.Single(await table.ReadAllAsync(Cancelled), key => key.Purpose == KeyPurpose.Card);
        await AllOpenAsync(vault, table);
        await Assert.ThrowsAnyAsync<CryptographicException>(async () =>
        {
            await vault.RefreshAsync(Cancelled);
            await vault.UnsealAsync(before[0].Pan, before[0].CardId, Cancelled);
        });
    }

    [Fact]
    public async Task An_interrupted_rotation_continues_with_the_same_key()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var (table, time) = (new KeyTableInMemory(), NewTime());
        using var vault = await CardVault.OpenAsync(token.Options, table, time, Cancelled);
        Store(vault, table, 0, 25);
        var batches = 0;
        table.BeforeReplace = () =>
        {
            if (++batches == 2)
                throw new IOException("the database is gone");
        };

        await Assert.ThrowsAsync<IOException>(() => new KeyRotation(token.Options, table, table, time).RotateCardKeyAsync(10, Cancelled));
        Assert.Equal(2, (await table.ReadAllAsync(Cancelled)).Count(key => key.Purpose == KeyPurpose.Card));
        await AllOpenAsync(vault, table);
        table.BeforeReplace = null;
        var report = await new KeyRotation(token.Options, table, table, time).RotateCardKeyAsync(10, Cancelled);

        Assert.Equal(15, report.Resealed);
        Assert.Equal(3, report.KeyId);
        await AllOpenAsync(vault, table);
    }

    [Fact]
    public async Task A_card_stored_under_the_old_key_during_the_rotation_is_not_lost()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var (table, time) = (new KeyTableInMemory(), NewTime());
        using var busy = await CardVault.OpenAsync(token.Options, table, time, Cancelled);
        Store(busy, table, 0, 5);
        var late = 0;
        table.BeforeReplace = () =>
        {
            if (late++ < 3)
                Store(busy, table, 100 + late, 1);
        };

        await new KeyRotation(token.Options, table, table, time).RotateCardKeyAsync(10, Cancelled);

        Assert.Equal(8, table.Cards.Count);
        Assert.All(table.Cards, card => Assert.Equal(3, card.Pan.KeyId));
        await AllOpenAsync(busy, table);
    }

    [Fact]
    public async Task A_node_that_missed_the_rotation_learns_it_from_the_foreign_key_and_seals_again()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var (table, time) = (new KeyTableInMemory(), NewTime());
        using var behind = await CardVault.OpenAsync(token.Options, table, time, Cancelled);
        await new KeyRotation(token.Options, table, table, time).RotateCardKeyAsync(10, Cancelled);

        Assert.False(table.TryStore("card-1", behind.Seal("4242424242424242", "card-1")));
        await behind.RefreshAsync(Cancelled);
        Assert.True(table.TryStore("card-1", behind.Seal("4242424242424242", "card-1")));
        await AllOpenAsync(behind, table, "4242424242424242");
    }

    [Fact]
    public async Task A_new_key_encryption_key_wraps_everything_and_the_old_one_can_go()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var (table, time) = (new KeyTableInMemory(), NewTime());
        using (var vault = await CardVault.OpenAsync(token.Options, table, time, Cancelled))
            Store(vault, table, 0, 3);
        var next = token.Options with { KekLabel = "pspload-kek-2" };
        new KekCeremony(next).Create([]);

        Assert.Equal(2, await new KeyRotation(next, table, table, time).RewrapAsync(Cancelled));
        Assert.Equal(0, await new KeyRotation(next, table, table, time).RewrapAsync(Cancelled));
        new KekCeremony(token.Options).Destroy();

        Assert.All(await table.ReadAllAsync(Cancelled), key => Assert.Equal("pspload-kek-2", key.KekLabel));
        using var after = await CardVault.OpenAsync(next, table, time, Cancelled);
        await AllOpenAsync(after, table);
    }

    /// <summary>Waits end at once: the clock jumps ahead by the waiting time.</summary>
    private static FakeTimeProvider NewTime() => new(DateTimeOffset.UnixEpoch) { AutoAdvanceAmount = CardVault.RefreshPeriod };

    private static string PanOf(string cardId) => $"{5_000_000_000_000_000 + int.Parse(cardId[5..])}";

    private static List<StoredCard> Store(CardVault vault, KeyTableInMemory table, int first, int count)
    {
        var cards = Enumerable.Range(first, count).Select(i => $"card-{i}").Select(id => new StoredCard(id, vault.Seal(PanOf(id), id))).ToList();
        Assert.All(cards, card => Assert.True(table.TryStore(card.CardId, card.Pan)));
        return cards;
    }

    private static async Task AllOpenAsync(CardVault vault, KeyTableInMemory table, string? pan = null)
    {
        foreach (var card in table.Cards)
            Assert.Equal(pan ?? PanOf(card.CardId), await vault.UnsealAsync(card.Pan, card.CardId, Cancelled));
    }
}
