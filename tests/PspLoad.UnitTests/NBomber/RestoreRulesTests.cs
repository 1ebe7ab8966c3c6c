using System.Diagnostics;
using System.Xml.Linq;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.NBomber;

/// <summary>What MSBuild makes of a version of NBomber: the form of its API, and the packages that go with it. Restores nothing.</summary>
public sealed class RestoreRulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_version_decides_what_goes_with_it()
    {
        string[] expected =
        [
            "6.*: form 6, ours, Http 6.*",
            "6.6.0: form 6, ours, Http 6.*",
            "6.7.0: form 6, ours, Http 6.*",
            "10.1.0: form 6, ours, Http 10.*",
            "6.5.9: form 6, 0.49.1, Http 6.*",
            "[6.4.1]: form 6, 0.49.1, Http 6.*",
            "5.*: form 5, 0.49.1, Http 5.*",
            "5.8.0: form 5, 0.49.1, Http 5.*",
            "5.7.0: form 4, 0.49.1, Http 5.*",
            "4.1.2: form 4, 0.49.1, Http 4.*",
        ];

        Assert.Equal(["default " + expected[0], .. expected], await EvaluateAsync(["", .. expected.Select(line => line.Split(": ")[0])]));
    }

    [Fact]
    public async Task Each_can_be_set() =>
        Assert.Equal(
            ["6.5.0: form 6, 0.50.0, Http 6.1.0"],
            await EvaluateAsync(["6.5.0"], ("NBomberSpectreVersion", "0.50.0"), ("NBomberHttpVersion", "6.1.0"))
        );

    /// <summary>The version that the ordinary build uses.</summary>
    private static string Ours() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("SpectreConsoleVersion").First().Value;

    private async Task<IReadOnlyList<string>> EvaluateAsync(string[] versions, params (string Name, string Value)[] variables)
    {
        var tell = Path.Combine(_folder, "tell.proj");
        await File.WriteAllTextAsync(
            tell,
            $"""
            <Project>
              <PropertyGroup>
                <UseNBomber>true</UseNBomber>
                <Given>$(NBomberVersion)</Given>
              </PropertyGroup>
              <Import Project="{Repository.Root}/Directory.Build.props" />
              <Import Project="{Repository.Root}/Directory.Packages.props" />
              <Target Name="Tell">
                <PropertyGroup>
                  <Default Condition="'$(Given)' == ''">default </Default>
                  <Told>$(SpectreConsoleVersion)</Told>
                  <Told Condition="'$(Told)' == '{Ours()}'">ours</Told>
                </PropertyGroup>
                <Message Importance="high" Text="$(Default)$(NBomberVersion): form $(NBomberForm), $(Told), Http $(NBomberHttpVersion)" />
              </Target>
            </Project>
            """,
            TestContext.Current.CancellationToken
        );
        var calls = versions.Select(version =>
            $"""<MSBuild Projects="{tell}" Targets="Tell" Properties="{(version.Length > 0 ? $"NBomberVersion={version}" : "")}" />"""
        );
        var all = Path.Combine(_folder, "all.proj");
        await File.WriteAllTextAsync(all, $"""<Project><Target Name="All">{string.Concat(calls)}</Target></Project>""", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", ["msbuild", all, "-nologo", "-verbosity:minimal", "-nodeReuse:false"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var msbuild = Process.Start(start)!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(msbuild.ExitCode == 0, output);
        return [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }
}
