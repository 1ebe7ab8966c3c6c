namespace PspLoad.IntegrationTests.Lab;

/// <summary>Tests that need every host of the shared lab, and the one that shuts everybody out of one of them, run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneWholeLab
{
    public const string Name = "every host of the shared lab";
}
