using System.CommandLine;
using System.Globalization;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;

namespace PspLoad.Cli.Options;

/// <summary>
/// The only way to read a value that is more than text. Options are texts, lists of texts or flags; this reads times, numbers, rates and percentages from
/// them, and collects all errors, one line each. The library's typed options would name .NET types to the user.
/// </summary>
internal sealed class OptionReader(ParseResult parsed)
{
    public List<string> Problems { get; } = [];

    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    public string? Text(Option<string> option) => parsed.GetValue(option);

    public bool Flag(Option<bool> option) => parsed.GetValue(option);

    public string[] Texts(Option<string[]> option) => parsed.GetValue(option) ?? [];

    public TimeSpan Duration(Option<string> option, TimeSpan whenMissing, bool mayBeZero = false)
    {
        if (Text(option) is not { } text)
            return whenMissing;
        if (Durations.TryParse(text, out var duration) && (mayBeZero || duration > TimeSpan.Zero))
            return duration;
        Problems.Add($"{option.Name} {ConfigurationError.Quote(text)} is not a time; write a number and its unit, such as 250ms, 30s, 1h30m");
        return whenMissing;
    }

    public int Integer(Option<string> option, int whenMissing, int lowest, int highest)
    {
        if (Text(option) is not { } text)
            return whenMissing;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest)
            return value;
        Problems.Add($"{option.Name} {ConfigurationError.Quote(text)} is not a whole number from {lowest} to {highest}");
        return whenMissing;
    }

    /// <summary>Reads a percentage. The sign % may follow it.</summary>
    public double Percent(Option<string> option, double whenMissing, double lowest, double highest)
    {
        if (Text(option) is not { } text)
            return whenMissing;
        if (Numbers.TryParse(text.EndsWith('%') ? text[..^1].TrimEnd(' ') : text, out var percent) && percent >= lowest && percent <= highest)
            return percent;
        var range = string.Create(CultureInfo.InvariantCulture, $"from {lowest} to {highest}");
        Problems.Add($"{option.Name} {ConfigurationError.Quote(text)} is not a percentage {range}");
        return whenMissing;
    }

    /// <summary>Reads a rate per second, 0 to a million; null if the option is missing or wrong.</summary>
    public double? Rate(Option<string> option) => Text(option) is { } text ? Rate(option.Name, text) : null;

    /// <summary>Reads a rate per second, 0 to a million.</summary>
    public double Rate(string name, string text)
    {
        if (Rates.TryParse(text, out var rate) && rate <= ScenarioFormats.Largest)
            return rate;
        Problems.Add($"{name} {ConfigurationError.Quote(text)} is not a rate from 0 to 1000000 a second; write 100, 100/s, 6/m or 1.5k/s");
        return 0;
    }

    /// <summary>Reads a number of clients, 0 to a million.</summary>
    public int Clients(string name, string text)
    {
        if (Numbers.TryParse(text, out var clients) && clients <= ScenarioFormats.Largest && double.IsInteger(clients))
            return (int)clients;
        Problems.Add($"{name} {ConfigurationError.Quote(text)} is not a whole number from 0 to 1000000");
        return 0;
    }

    /// <exception cref="InvalidUsageException">at least one value is wrong</exception>
    public void RefuseProblems()
    {
        if (Problems.Count > 0)
            throw new InvalidUsageException(Problems);
    }

    /// <summary>Runs a parser and records its exception as an error.</summary>
    public T? Try<T>(string name, Func<T> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (Exception wrong)
            when (wrong
                    is ArgumentException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
                        or System.Security.Cryptography.CryptographicException
            )
        {
            Problems.Add($"{name}: {FirstLine(wrong)}");
            return null;
        }
    }

    /// <summary>Reads a file and records why it cannot be used.</summary>
    /// <param name="name">of the option</param>
    /// <param name="path">as typed</param>
    /// <param name="read">reads it</param>
    public T? TryFile<T>(string name, string path, Func<T> read)
        where T : class => Try($"{name} {ConfigurationError.Quote(path)}", read);

    private static string FirstLine(Exception wrong)
    {
        var message = wrong.Message.Split('\n')[0].Trim();
        var parameter = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return parameter < 0 ? message : message[..parameter];
    }
}
