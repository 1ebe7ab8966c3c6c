namespace PspLoad.Cli.Commands.Reports;

/// <summary>Where runs are kept.</summary>
internal static class ResultsFolder
{
    /// <summary>As it shall be printed: relative where the user stands.</summary>
    public static string Path { get; } = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, System.IO.Path.Combine(Checkout.Root, "results"));

    /// <summary>A terminal that shows colours (no-color.org).</summary>
    public static bool HasColor { get; } = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
