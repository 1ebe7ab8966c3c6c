namespace PspLoad.Core.Configuration;

/// <summary>What a text must look like.</summary>
/// <param name="Noun">for "'x' is not …"</param>
/// <param name="Expected">the rule in words, with an example</param>
/// <param name="Matches">the rule</param>
public sealed record TextFormat(string Noun, string Expected, Func<string, bool> Matches)
{
    public static TextFormat OnOrOff { get; } = new("on or off", "on, or off", text => text is "on" or "off");
}
