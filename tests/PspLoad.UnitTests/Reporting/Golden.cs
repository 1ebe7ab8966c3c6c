using System.Globalization;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Compares with a file that a person has read. <c>PSPLOAD_UPDATE_GOLDEN=1</c> rewrites the file; read the diff before committing it.</summary>
internal static class Golden
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "PspLoad.UnitTests", "Reporting", "Golden");

    public static void Equal(string file, string actual) => EqualPath(Path.Combine(Folder, file), actual);

    public static void EqualPath(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("PSPLOAD_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>A culture that writes 1.234,5 and 25/11/2026.</summary>
    public static T InAnotherCulture<T>(Func<T> make)
    {
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "−");
        (other.DateTimeFormat.DateSeparator, other.DateTimeFormat.TimeSeparator) = ("/", ".");
        CultureInfo.CurrentCulture = other;
        try
        {
            return make();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
