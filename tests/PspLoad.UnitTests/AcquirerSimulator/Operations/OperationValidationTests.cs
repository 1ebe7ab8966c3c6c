using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.UnitTests.AcquirerSimulator.Operations;

public sealed class OperationValidationTests
{
    private static readonly OperationRequest s_refund = new()
    {
        Reference = "op_0190a4242424242424242b1c2d3e4f5a",
        Amount = 100,
        Currency = "EUR",
        OrderId = "A-77",
        Parent = "op_42424242424242424242424242424242",
    };

    [Fact]
    public void An_ordinary_operation_can_be_booked() => Assert.Null(OperationValidation.Check(Operation.Refund, s_refund));

    /// <summary>The book keeps these texts in clear.</summary>
    [Fact]
    public void A_card_number_in_a_text_is_refused()
    {
        const string Number = "A1B4242424242424242";
        Assert.Equal("orderId", OperationValidation.Check(Operation.Refund, s_refund with { OrderId = "4242 4242 4242 4242" })?.Field);
        Assert.Equal("orderId", OperationValidation.Check(Operation.Refund, s_refund with { OrderId = Number })?.Field);
        Assert.Equal("reference", OperationValidation.Check(Operation.Refund, s_refund with { Reference = Number })?.Field);
        Assert.Equal("parent", OperationValidation.Check(Operation.Refund, s_refund with { Parent = Number })?.Field);
    }
}
