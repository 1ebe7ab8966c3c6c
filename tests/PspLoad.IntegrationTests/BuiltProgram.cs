namespace PspLoad.IntegrationTests;

/// <summary>
/// Finds a program of the solution in the output folder of its own project. The folder of the tests has only a copy of its assembly, without
/// the libraries that the tests get from their own framework.
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
