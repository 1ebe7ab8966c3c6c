namespace PspLoad.Reporting.Charts;

/// <summary>One entry of a panel's legend.</summary>
internal sealed record Key(string Label, string Color, KeyMark Mark = KeyMark.Line);
