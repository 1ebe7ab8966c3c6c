using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Scenarios;
using PspLoad.Roles;
using PspLoad.Runs.Sessions;

namespace PspLoad.UnitTests.Fuzzing;

/// <summary>Environments and scenarios that somebody damaged: a value, or errors of one line each.</summary>
public sealed class ConfigurationFuzzTests : IDisposable
{
    private const int LongestLine = 1_500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-fuzz-");

    private string InputFile => Path.Combine(_folder.FullName, "input.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A scenario that is read is written into the folder of its run, where <c>reconcile</c> reads it again.</summary>
    [Fact]
    public void Scenarios_are_read_or_refused() => Fuzz.Run("scenarios", Fuzz.Mutations(Shipped("scenarios")), bytes =>
        {
            File.WriteAllBytes(InputFile, bytes);
            Judge(PaymentScenarios.Reader.Read(InputFile), scenario =>
            {
                var again = Path.Combine(_folder.FullName, "scenario.yaml");
                File.WriteAllText(again, ScenarioFile.Write(scenario));
                Assert.Empty(PaymentScenarios.Reader.Read(again).Errors);
            });
        });

    [Fact]
    public void Environments_are_read_or_refused() => Fuzz.Run("environments", Fuzz.Mutations(Shipped("environments")), bytes =>
        {
            File.WriteAllBytes(InputFile, bytes);
            Judge(EnvironmentReader.Read(InputFile, BuiltInRoles.Catalogue), _ => { });
        });

    internal static void Judge<T>(ConfigurationResult<T> result, Action<T> use)
        where T : class
    {
        if (result.Value is { } value)
            use(value);
        else
            Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.True(error.ToString() is { Length: < LongestLine } line && !line.Any(char.IsControl), error.ToString()));
    }

    private static byte[][] Shipped(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Architecture.Repository.Root, folder), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
