using PspLoad.Roles;

namespace PspLoad.UnitTests.Architecture;

/// <summary>The name of a fault and of its search without a part is written once, in the file that defines it. Everything else asks the fault.</summary>
public sealed class FaultNamesTests
{
    /// <summary>The example in the errors about a scenario's keys.</summary>
    private const string Example = "src/PspLoad.Core/Scenarios/ScenarioKeys.cs";

    [Fact]
    public void No_fault_is_named_outside_its_file()
    {
        var files = Repository
            .SourceFiles("src")
            .Select(file => (Name: Repository.Relative(file).Replace('\\', '/'), Code: string.Join('\n', Repository.CodeOf(file))))
            .Where(file => file.Name != Example)
            .ToList();

        foreach (var fault in BuiltInFaults.All)
        {
            var definition = fault.Definition;
            foreach (var name in new[] { definition.Name, definition.PartOut?.Name }.OfType<string>())
            {
                var naming = files.Where(file => file.Code.Contains(name, StringComparison.Ordinal)).Select(file => Path.GetFileName(file.Name));
                Assert.Equal((name, $"{fault.GetType().Name}.cs"), (name, string.Join(", ", naming)));
            }
        }
    }
}
