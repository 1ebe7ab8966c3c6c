namespace PspLoad.Capacity.Results;

/// <summary>File names in the folder of a capacity run, <c>results/capacity/yyyyMMdd-HHmmss</c>, or of a settings comparison.</summary>
public static class CapacityFiles
{
    /// <summary><see cref="CapacityDocument"/>.</summary>
    public const string Capacity = "capacity.json";

    /// <summary><see cref="Comparison.SettingComparison"/>.</summary>
    public const string Comparison = "ab.json";

    /// <summary>Folder that holds one run folder per trial.</summary>
    public const string Trials = "trials";
}
