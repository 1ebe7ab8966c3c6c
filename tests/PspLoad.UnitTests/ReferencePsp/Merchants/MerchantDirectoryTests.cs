using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.UnitTests.ReferencePsp.Merchants;

public sealed class MerchantDirectoryTests
{
    private static readonly StoredMerchant[] s_stored = [new(1, "shop", null, []), new(2, "kiosk", new Uri("http://kiosk.example/"), [1, 2])];
    private readonly MerchantDirectory _directory = new();

    [Fact]
    public void Only_merchants_of_the_file_have_access_and_all_are_known_by_id()
    {
        _directory.Replace([Seed("shop", "key-of-the-shop-1")], s_stored);
        Assert.Equal("shop", _directory.ByKey("key-of-the-shop-1")?.Name);
        _directory.Replace([Seed("kiosk", "key-of-the-kiosk")], s_stored);
        Assert.Null(_directory.ByKey("key-of-the-shop-1"));
        Assert.Equal((2, 2), (_directory.ByKey("key-of-the-kiosk")!.Id, _directory.ByKey("key-of-the-kiosk")!.WebhookSecret.Length));
        Assert.Equal("shop", _directory.ById(1).Name);
        Assert.Empty(_directory.ById(1).SigningSecrets);
        Assert.Equal(2, _directory.All.Count());
    }

    [Fact]
    public void Two_keys_are_one_merchant()
    {
        _directory.Replace([Seed("shop", "key-of-the-shop-2", "key-of-the-shop-1")], s_stored);
        Assert.Same(_directory.ByKey("key-of-the-shop-1"), _directory.ByKey("key-of-the-shop-2"));
        Assert.Null(_directory.ByKey("key-of-the-shop-3"));
        Assert.Null(_directory.ByKey(new string('x', 201)));
    }

    /// <summary>Its id would be missing.</summary>
    [Fact]
    public void A_merchant_that_is_not_stored_yet_has_no_access()
    {
        _directory.Replace([Seed("new", "key-of-somebody-new")], s_stored);
        Assert.Null(_directory.ByKey("key-of-somebody-new"));
    }

    /// <summary>Otherwise a change of the file would give every merchant a new second's worth of requests.</summary>
    [Fact]
    public void An_unchanged_rate_limit_keeps_its_state()
    {
        _directory.Replace([Seed("shop", 5, "key-of-the-shop-1")], s_stored);
        var first = _directory.ByKey("key-of-the-shop-1")!.Limiter;
        _directory.Replace([Seed("shop", 5, "key-of-the-shop-2")], s_stored);
        Assert.Same(first, _directory.ByKey("key-of-the-shop-2")!.Limiter);
        _directory.Replace([Seed("shop", 6, "key-of-the-shop-2")], s_stored);
        Assert.NotSame(first, _directory.ByKey("key-of-the-shop-2")!.Limiter);
    }

    private static MerchantSeed Seed(string name, params string[] keys) => Seed(name, null, keys);

    private static MerchantSeed Seed(string name, int? rate, params string[] keys) =>
        new()
        {
            Name = name,
            Keys = keys,
            Secret = "secret-of-a-merchant",
            RequestsPerSecond = rate,
        };
}
