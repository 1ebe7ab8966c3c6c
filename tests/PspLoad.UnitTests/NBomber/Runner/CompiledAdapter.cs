using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PspLoad.Core.Runs;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.NBomber.Runner;

/// <summary>
/// The adapter, compiled in memory against one form of NBomber's API (tests/NBomberReference), as <c>UseNBomber=true</c> compiles it against the
/// packages. Its own types are not those of the adapter that the tests reference; Core's and Load's are.
/// </summary>
internal sealed class CompiledAdapter
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>What this process may load, except for the adapter without NBomber. Shared: a reference keeps what the compiler read from it.</summary>
    private static readonly MetadataReference[] s_platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) != "PspLoad.NBomber.dll")
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private readonly Assembly _adapter;
    private readonly Assembly _reference;

    private CompiledAdapter(Assembly adapter, Assembly reference, IReadOnlyList<string> warnings) =>
        (_adapter, _reference, Warnings) = (adapter, reference, warnings);

    /// <summary>The compiler's warnings, which a build treats as errors.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Arguments of the fake runner's last run.</summary>
    public string[] Arguments => (string[])Fake("Arguments").GetValue(null)!;

    /// <summary>Names of the fake runner's last sinks.</summary>
    public string[] Sinks => (string[])Fake("Sinks").GetValue(null)!;

    /// <summary>Makes the fake runner run other simulations than it was given.</summary>
    public int Replacement
    {
        set => Fake("Replacement").SetValue(null, value);
    }

    /// <param name="version">of NBomber</param>
    /// <param name="form">which of the files <c>ReportExtras.V*.cs</c> is compiled</param>
    /// <param name="symbols">of tests/NBomberReference</param>
    public static CompiledAdapter Compile(Version version, int form, params string[] symbols)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: symbols);
        var (reference, _) = Emit("NBomber", [AssemblyVersion(version), .. Texts("tests/NBomberReference")], options, s_platform);
        var (adapter, warnings) = Emit(
            "PspLoad.NBomber",
            [.. Texts("src/PspLoad.NBomber", file => IsOfForm(Path.GetFileName(file), form))],
            options,
            [.. s_platform, MetadataReference.CreateFromImage(reference)]
        );
        var context = new Context(new() { ["NBomber"] = reference, ["PspLoad.NBomber"] = adapter });
        return new CompiledAdapter(
            context.LoadFromAssemblyName(new AssemblyName("PspLoad.NBomber")),
            context.LoadFromAssemblyName(new AssemblyName("NBomber")),
            warnings
        );
    }

    public ILoadEngine CreateEngine(string? licence, object settings)
    {
        var open = typeof(Func<,>).MakeGenericType(Type("Sessions.SessionOptions"), Type("Sessions.NBomberSession"));
        return (ILoadEngine)
            Activator.CreateInstance(
                Type("NBomberEngine"),
                TimeProvider.System,
                Delegate.CreateDelegate(open, Type("NBomberBuild").GetMethod("Open")!),
                licence,
                settings
            )!;
    }

    /// <summary>The adapter's own <c>NBomberSettings</c>.</summary>
    public object Settings(params (string Name, object Value)[] values)
    {
        var settings = Activator.CreateInstance(Type("Sessions.NBomberSettings"))!;
        foreach (var (name, value) in values)
            settings.GetType().GetProperty(name)!.SetValue(settings, value);
        return settings;
    }

    /// <summary>Checks settings as a command does before it begins.</summary>
    public void Require(object settings)
    {
        try
        {
            Type("NBomberBuild").GetMethod("Require")!.Invoke(null, [settings]);
        }
        catch (TargetInvocationException refused)
        {
            throw refused.InnerException!;
        }
    }

    public HttpMessageInvoker CreateSender(HttpMessageHandler handler) =>
        (HttpMessageInvoker)
            Activator.CreateInstance(
                Type("Runner.NBomberHttpSender"),
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
                null,
                [handler, 1000L],
                null
            )!;

    private static bool IsOfForm(string file, int form) =>
        file != "NBomberBuild.Absent.cs" && (!file.StartsWith("ReportExtras.", StringComparison.Ordinal) || file == $"ReportExtras.V{form}.cs");

    private static IEnumerable<string> Texts(string folder, Func<string, bool>? isChosen = null) =>
        Repository.SourceFiles(folder).Where(isChosen ?? (_ => true)).Select(File.ReadAllText);

    private static string AssemblyVersion(Version version) => $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]";

    private static (byte[] Image, IReadOnlyList<string> Warnings) Emit(
        string name,
        IEnumerable<string> texts,
        CSharpParseOptions options,
        IEnumerable<MetadataReference> references
    )
    {
        var compilation = CSharpCompilation.Create(
            name,
            texts.Append(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text, options)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var problems = result.Diagnostics.ToLookup(problem => problem.Severity);
        Assert.True(result.Success, string.Join('\n', problems[DiagnosticSeverity.Error]));
        return (image.ToArray(), [.. problems[DiagnosticSeverity.Warning].Select(warning => warning.ToString())]);
    }

    private Type Type(string name) => _adapter.GetType($"PspLoad.NBomber.{name}", throwOnError: true)!;

    private PropertyInfo Fake(string property) => _reference.GetType("NBomber.FakeRunner", throwOnError: true)!.GetProperty(property)!;

    private sealed class Context(Dictionary<string, byte[]> images) : AssemblyLoadContext("compiled adapter")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            images.TryGetValue(assemblyName.Name!, out var image) ? LoadFromStream(new MemoryStream(image)) : null;
    }
}
