using System.Security.Cryptography;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>One key-encryption key in several tokens, by wrapped transfer.</summary>
public sealed class SecurityModuleCeremonyTests
{
    private const string Pan = "5555555555554444";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_with_one_key_open_each_others_cards()
    {
        using var first = await SoftToken.CreateAsync(Cancelled);
        using var second = await SoftToken.CreateAsync(Cancelled);

        var offer = new KekCeremony(second.Options).Offer();
        var wrapped = Assert.Single(new KekCeremony(first.Options).Create([offer]));
        new KekCeremony(second.Options).Accept(wrapped);

        var table = new KeyTableInMemory();
        using var one = await CardVault.OpenAsync(first.Options, table, TimeProvider.System, Cancelled);
        using var two = await CardVault.OpenAsync(second.Options, table, TimeProvider.System, Cancelled);
        Assert.Equal(Pan, await two.UnsealAsync(one.Seal(Pan, "card-1"), "card-1", Cancelled));
        Assert.Equal(one.BlindIndex(Pan), two.BlindIndex(Pan));
        Assert.Equal(new KekCeremony(first.Options).Describe().CheckValue, new KekCeremony(second.Options).Describe().CheckValue);
    }

    [Fact]
    public async Task On_both_nodes_the_key_is_sensitive_and_can_not_be_extracted()
    {
        using var first = await SoftToken.CreateAsync(Cancelled);
        using var second = await SoftToken.CreateAsync(Cancelled);
        new KekCeremony(second.Options).Accept(new KekCeremony(first.Options).Create([new KekCeremony(second.Options).Offer()])[0]);

        foreach (var token in new[] { first, second })
        {
            var description = new KekCeremony(token.Options).Describe();
            Assert.True(description.Sensitive);
            Assert.False(description.Extractable);
            var listed = await token.ListAsync(Cancelled);
            Assert.Contains("sensitive", listed);
            Assert.DoesNotContain("Access:     extractable", listed);
            Assert.DoesNotContain("transport", listed);
        }
    }

    [Fact]
    public async Task A_key_for_one_node_was_never_extractable()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);

        Assert.True(new KekCeremony(token.Options).Describe().NeverExtractable);
        Assert.Contains("never extractable", await token.ListAsync(Cancelled));
    }

    [Fact]
    public async Task A_key_wrapped_for_another_node_is_refused()
    {
        using var first = await SoftToken.CreateAsync(Cancelled);
        using var second = await SoftToken.CreateAsync(Cancelled);
        using var stranger = await SoftToken.CreateAsync(Cancelled);
        var wrapped = new KekCeremony(first.Options).Create([new KekCeremony(second.Options).Offer()])[0];
        new KekCeremony(stranger.Options).Offer();

        Assert.Contains(
            "wrapped for this node's offer",
            Assert.Throws<SecurityModuleException>(() => new KekCeremony(stranger.Options).Accept(wrapped)).Message
        );
    }

    [Fact]
    public async Task An_offer_is_the_same_until_it_is_accepted()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        Assert.Equal(new KekCeremony(token.Options).Offer(), new KekCeremony(token.Options).Offer());
    }

    [Fact]
    public async Task A_key_is_never_replaced_under_its_name()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var ceremony = new KekCeremony(token.Options);

        Assert.Contains("already", Assert.Throws<SecurityModuleException>(() => ceremony.Create([])).Message);
        Assert.Contains("already", Assert.Throws<SecurityModuleException>(ceremony.Offer).Message);
        Assert.Contains("already", Assert.Throws<SecurityModuleException>(() => ceremony.Accept([1])).Message);
    }

    [Fact]
    public async Task A_weak_or_broken_offer_is_refused()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        using var weak = RSA.Create(2048);

        Assert.Contains(
            "2048 bits",
            Assert.Throws<SecurityModuleException>(() => new KekCeremony(token.Options).Create([weak.ExportSubjectPublicKeyInfoPem()])).Message
        );
        Assert.Contains("not an RSA public key", Assert.Throws<SecurityModuleException>(() => new KekCeremony(token.Options).Create(["nonsense"])).Message);
    }
}
