namespace PspLoad.Core.Configuration;

/// <summary>A single value. The reader decides its type: plain <c>no</c>, <c>007</c> and <c>.10</c> stay as written.</summary>
/// <param name="Place">place in the file</param>
/// <param name="Text">without quotes</param>
/// <param name="IsQuoted">a quoted number is a text</param>
public sealed record ConfigurationScalar(ConfigurationPlace Place, string Text, bool IsQuoted) : ConfigurationNode(Place)
{
    /// <summary>An empty value, <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "null" or "~";

    public override string Kind => IsNull ? "empty" : $"the text {ConfigurationError.Quote(Text)}";
}
