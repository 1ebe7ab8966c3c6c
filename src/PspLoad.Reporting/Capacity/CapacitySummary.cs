using PspLoad.Capacity.Results;

namespace PspLoad.Reporting.Capacity;

/// <summary>A capacity run on the console.</summary>
public static class CapacitySummary
{
    private static readonly string[] s_shown = ["Result", "Bottleneck", "Scalability", "With a part out (N+1)", "Validity"];

    /// <param name="output">where to write</param>
    /// <param name="run">the run</param>
    /// <param name="folder">folder of the run, as it is to be printed</param>
    public static void Write(TextWriter output, CapacityDocument run, string folder)
    {
        if (run.Provenance.IsLab)
            output.WriteLine(CapacityStatement.LabNotice);
        foreach (var part in CapacityStatement.Parts(run).Where(part => s_shown.Contains(part.Heading)))
        {
            output.WriteLine($"\n{part.Heading}");
            foreach (var line in part.Lines)
                output.WriteLine($"  {line}");
            foreach (var row in part.Heading.StartsWith("With", StringComparison.Ordinal) ? part.Rows : [])
                output.WriteLine($"  {string.Join("   ", row)}");
        }
        output.WriteLine($"\n{Path.Combine(folder, CapacityReport.Markdown)}, {CapacityReport.Html}, charts/");
    }
}
