namespace PspLoad.Capacity.Results;

/// <summary>Names in the folder of a capacity run, <c>results/capacity/yyyyMMdd-HHmmss</c>, or of a comparison of settings.</summary>
public static class CapacityFiles
{
    /// <summary><see cref="CapacityDocument"/>.</summary>
    public const string Capacity = "capacity.json";

    /// <summary><see cref="Comparison.SettingComparison"/>.</summary>
    public const string Comparison = "ab.json";

    /// <summary>Folder of the trials' folders, each a run's.</summary>
    public const string Trials = "trials";
}
