namespace PspLoad.Benchmarks.Provisioning;

/// <summary>What is measured.</summary>
internal enum MeasuredCase
{
    /// <summary>No file is there.</summary>
    Apply,

    /// <summary>All are there.</summary>
    NoOp,

    /// <summary>The same on ten hosts, this project's engine alone.</summary>
    NoOpOnTen,
}
