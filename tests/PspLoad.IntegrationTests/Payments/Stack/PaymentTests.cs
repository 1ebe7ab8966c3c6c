namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>One stack for the tests that leave it whole; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PaymentTests : ICollectionFixture<PaymentSystem>
{
    public const string Name = "payments";
}
