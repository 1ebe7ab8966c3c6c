using PspLoad.Core.Load;
using PspLoad.Payments.Stories;
using PspLoad.Scenarios.Flows;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>Tests the example of docs/flows.md.</summary>
public sealed class OtherPspTests
{
    [Fact]
    public void The_document_shows_the_file()
    {
        var file = File.ReadAllText(Path.Combine(Architecture.Repository.Root, "tests", "PspLoad.UnitTests", "Payments", "Flows", "OtherPspSale.cs"));

        Assert.Contains(file, File.ReadAllText(Path.Combine(Architecture.Repository.Root, "docs", "flows.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"id":"ch_1"}""", ErrorKind.None, PaymentOutcome.Acknowledged)]
    [InlineData(200, "{}", ErrorKind.CheckFailed, PaymentOutcome.Acknowledged)]
    [InlineData(402, "{}", ErrorKind.Status4xx, PaymentOutcome.Declined)]
    [InlineData(500, "{}", ErrorKind.Status5xx, PaymentOutcome.Indeterminate)]
    [InlineData(0, "", ErrorKind.ReadTimeout, PaymentOutcome.Indeterminate)]
    public async Task The_journal_gets_the_outcome_of_each_answer(int status, string body, ErrorKind error, PaymentOutcome outcome)
    {
        using var world = new ModelWorld();
        var transport = new UnsignedTransport(status, body);
        using var psp = world.NewClient(transport);
        var iteration = new OneIteration(1);

        await new OtherPspSale(world.Shop with { Psp = psp }).RunAsync(iteration);

        Assert.Equal(error, iteration.Error);
        Assert.IsType<Intent>(world.Journal[0]);
        Assert.Equal(outcome, Assert.IsType<Answer>(world.Journal[1]).Outcome);
    }
}
