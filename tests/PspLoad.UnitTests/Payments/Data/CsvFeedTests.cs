using PspLoad.Payments.Data;

namespace PspLoad.UnitTests.Payments.Data;

public sealed class CsvFeedTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Rows_are_drawn_by_their_weight_and_by_the_seed()
    {
        File.WriteAllText(_file, "currency,amount,weight\nEUR,1000,3\n\nUSD, 2000 ,1\n");
        var (feed, errors) = CsvFeed.Read(_file);

        Assert.Empty(errors);
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 4_000).Select(_ => feed!.Draw(random)).ToList();
        Assert.InRange(drawn.Count(order => order == new OrderData(1000, "EUR")), 2_850, 3_150);
        Assert.Equal(4_000, drawn.Count(order => order == new OrderData(1000, "EUR") || order == new OrderData(2000, "USD")));
        Assert.Equal(feed!.Draw(new Random(5)), feed.Draw(new Random(5)));
    }

    [Fact]
    public void Every_error_is_reported_with_its_line()
    {
        File.WriteAllText(_file, "amount,currency,weight\n99,eur,0\n1000\n1000,EUR,1\n");

        var (feed, errors) = CsvFeed.Read(_file);

        Assert.Null(feed);
        Assert.Equal(
            [
                $"{_file}:2: amount: '99' is not an amount; expected minor units, from 100 to 999999999999",
                $"{_file}:2: currency: 'eur' is not a currency; expected three capitals of ISO 4217, for example EUR",
                $"{_file}:2: weight: '0' is not a weight; expected a number above 0",
                $"{_file}:3: has 1 values; expected 3, one for each column",
            ],
            errors
        );
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("amount\n", 1)]
    [InlineData("amount,currency,name\n", 1)]
    [InlineData("amount,currency\n", 1)]
    public void A_file_without_columns_or_orders_is_refused(string text, int mistakes)
    {
        File.WriteAllText(_file, text);

        Assert.Equal(mistakes, CsvFeed.Read(_file).Errors.Count);
    }

    [Fact]
    public void The_sample_file_is_valid() => Assert.Empty(CsvFeed.Read(Path.Combine(Architecture.Repository.Root, "scenarios", "data", "orders.csv")).Errors);

    [Fact]
    public void Generated_orders_are_like_those_of_a_shop()
    {
        var random = new Random(1);
        var orders = Enumerable.Range(0, 10_000).Select(_ => new GeneratedOrders().Draw(random)).ToList();

        Assert.InRange(orders.Select(order => order.Amount).Order().ElementAt(5_000), 3_000, 4_500);
        Assert.All(orders, order => Assert.InRange(order.Amount, 100, 1_500_000));
        Assert.InRange(orders.Count(order => order.Currency == "EUR"), 6_700, 7_300);
        // No decimals, and three.
        Assert.All(["JPY", "KWD"], currency => Assert.InRange(orders.Count(order => order.Currency == currency), 400, 600));
    }
}
