namespace PspLoad.Core.Configuration;

/// <summary>A single value. Its type is what its reader asks for: plain <c>no</c>, <c>007</c> and <c>.10</c> stay the text that was written.</summary>
/// <param name="Place">where it stands</param>
/// <param name="Text">without its quotes</param>
/// <param name="IsQuoted">a quoted number is a text</param>
public sealed record ConfigurationScalar(ConfigurationPlace Place, string Text, bool IsQuoted) : ConfigurationNode(Place)
{
    /// <summary>Nothing, <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "null" or "~";

    public override string Kind => IsNull ? "empty" : $"the text {ConfigurationError.Quote(Text)}";
}
