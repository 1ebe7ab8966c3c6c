namespace PspLoad.NBomber.Sessions;

/// <summary>
/// NBomber before 6.6 was compiled for Spectre.Console 0.45. With a later one, its final tables on the console can fail; NBomber catches that
/// and writes its other reports (NBomber's issue 720).
/// </summary>
public static class ConsoleTables
{
    private static readonly Version s_firstForNewSpectre = new(6, 6);
    private static readonly Version s_lastFittingSpectre = new(0, 45);

    /// <param name="nbomber">version of NBomber</param>
    /// <param name="spectre">version of Spectre.Console; null if unknown</param>
    /// <returns>null if the two fit</returns>
    public static string? Warn(Version nbomber, Version? spectre) =>
        nbomber >= s_firstForNewSpectre || spectre is null || new Version(spectre.Major, spectre.Minor) <= s_lastFittingSpectre
            ? null
            : $"NBomber {nbomber.ToString(fieldCount: 3)} runs with Spectre.Console {spectre}, but was compiled for 0.45: its final tables in "
                + "nbomber.console.txt may be missing (NBomber's issue 720); its HTML, CSV and Markdown reports don't need them";
}
