using System.CommandLine;
using System.Globalization;
using PspLoad.Core.Configuration;

namespace PspLoad.Cli.Load;

/// <summary>Reads typed values from a command line and collects all errors, one line each.</summary>
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
        Problems.Add($"{option.Name} '{text}' is not a time; write a number and its unit, such as 250ms, 30s, 5m");
        return whenMissing;
    }

    public int Integer(Option<string> option, int whenMissing, int lowest, int highest)
    {
        if (Text(option) is not { } text)
            return whenMissing;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest)
            return value;
        Problems.Add($"{option.Name} '{text}' is not a whole number from {lowest} to {highest}");
        return whenMissing;
    }

    /// <summary>Reads a rate or a number of clients, 0 to a million.</summary>
    public double Number(string name, string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000)
            return value;
        Problems.Add($"{name} '{text}' is not a number from 0 to 1000000");
        return 0;
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

    private static string FirstLine(Exception wrong)
    {
        var message = wrong.Message.Split('\n')[0].Trim();
        var parameter = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return parameter < 0 ? message : message[..parameter];
    }
}
