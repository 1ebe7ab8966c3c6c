namespace PspLoad.IntegrationTests.Lab;

/// <summary>Runs tests one after the other: the tests that need every host of the shared lab, and the test that blocks a host.</summary>
[CollectionDefinition(Name)]
public sealed class OneWholeLab
{
    public const string Name = "every host of the shared lab";
}
