namespace PspLoad.Benchmarks.Provisioning;

/// <summary>The measured cases.</summary>
internal enum MeasuredCase
{
    /// <summary>A run on hosts that have none of the files.</summary>
    Apply,

    /// <summary>A run on hosts that have all files.</summary>
    NoOp,

    /// <summary>The same on ten hosts, for this project's engine only.</summary>
    NoOpOnTen,
}
