namespace PspLoad.IntegrationTests;

/// <summary>
/// A program of the solution where its own project built it: beside the tests lies only a copy of its assembly, without the
/// libraries that the tests' own framework brings.
/// </summary>
internal static class BuiltProgram
{
    /// <param name="project">for example <c>PspLoad.Cli</c></param>
    /// <param name="assembly">for example <c>pspload.dll</c></param>
    public static string Path(string project, string assembly)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, assembly));
    }

    public static string Cli => Path("PspLoad.Cli", "pspload.dll");
}
