namespace PspLoad.Provisioning.Resources;

/// <summary>A file whose text differs. The old text is fetched only when somebody wants to see it.</summary>
/// <param name="Path">on the host</param>
/// <param name="After">declared text</param>
public sealed record TextDifference(string Path, string After);
