using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Charts;

/// <summary>A picture and the figures that it was drawn from.</summary>
/// <param name="Name">of its files, without extension</param>
/// <param name="Caption">what to see in it, one sentence</param>
/// <param name="Alternative">what it says, for who can't see it</param>
/// <param name="Figure">the picture</param>
/// <param name="Data">its figures, unreduced</param>
internal sealed record Chart(string Name, string Caption, string Alternative, Figure Figure, CsvTable Data);
