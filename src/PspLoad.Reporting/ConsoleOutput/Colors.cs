namespace PspLoad.Reporting.ConsoleOutput;

/// <summary>Colours of a terminal; none when they are off.</summary>
internal sealed class Colors(bool isOn)
{
    public string Red(string text) => Paint(text, "1;31");

    public string Green(string text) => Paint(text, "32");

    private string Paint(string text, string code) => isOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
