namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>One stack for all tests that do not break it. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PaymentTests : ICollectionFixture<PaymentSystem>
{
    public const string Name = "payments";
}
