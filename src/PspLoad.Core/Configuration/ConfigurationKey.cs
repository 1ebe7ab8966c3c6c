namespace PspLoad.Core.Configuration;

/// <summary>A key that a mapping may have: what errors say of it, and what the commented example file must say of it.</summary>
/// <param name="Name">as written in YAML</param>
/// <param name="Type">with its article: <c>a text</c>, <c>a whole number</c>, <c>a list of host names</c></param>
/// <param name="Presence"><c>required</c>, <c>optional</c> or <c>default …</c></param>
/// <param name="Example">value as it may be written</param>
public sealed record ConfigurationKey(string Name, string Type, string Presence, string Example)
{
    public bool IsRequired => Presence == "required";

    /// <summary>The remedy for a value that is missing or of the wrong type.</summary>
    public string Expected => $"expected {Type}, for example {Name}: {Example}";
}
