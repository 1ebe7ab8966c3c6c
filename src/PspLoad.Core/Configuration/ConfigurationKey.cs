namespace PspLoad.Core.Configuration;

/// <summary>A key that a mapping may have, with the facts that errors and the commented example file state about it.</summary>
/// <param name="Name">as written in YAML</param>
/// <param name="Type">with its article: <c>a text</c>, <c>a whole number</c>, <c>a list of host names</c></param>
/// <param name="Presence"><c>required</c>, <c>optional</c> or <c>default …</c></param>
/// <param name="Example">an example of a value</param>
public sealed record ConfigurationKey(string Name, string Type, string Presence, string Example)
{
    public bool IsRequired => Presence == "required";

    /// <summary>The remedy for a value that is missing or of the wrong type.</summary>
    public string Expected => $"expected {Type}, for example {Name}: {Example}";
}
