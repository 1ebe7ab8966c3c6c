using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Roles;
using PspLoad.Runs;

namespace PspLoad.UnitTests.Core.Scenarios;

/// <summary>What the tests' scenarios may name: two flows, and the figures of the embedded engine.</summary>
internal static class Words
{
    public static ScenarioWords Of { get; } =
        Make(
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                ["sale-card"] = ["create"],
                ["authorise-capture"] = ["authorise", "capture"],
            }
        );

    public static Scenario Read(string yaml)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("pspload-").FullName, "test.yaml");
        try
        {
            File.WriteAllText(file, yaml);
            var result = new ScenarioReader(Of).Read(file);
            Assert.Empty(result.Errors);
            return result.Value!;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static ScenarioWords Make(IReadOnlyDictionary<string, IReadOnlyList<string>> flows) =>
        new(flows, BuiltInFaults.Catalogue, threshold => RunFigures.Refuse(threshold, new EmbeddedEngine(TimeProvider.System), flows));
}
