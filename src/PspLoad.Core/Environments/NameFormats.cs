using System.Text.RegularExpressions;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>
/// Formats of the names in an environment. The names go into commands, zone
/// files and certificates, so only text that is safe in all of them is accepted.
/// </summary>
public static partial class NameFormats
{
    // inet_aton would take a name that consists of digits only for an IPv4 address.
    public static readonly TextFormat Host = new(
        "a host name",
        "an RFC 1123 label: 1 to 63 lower-case letters, digits and inner hyphens, not digits only; for example app1",
        text => Label().IsMatch(text) && !text.All(char.IsAsciiDigit)
    );

    public static readonly TextFormat Domain = new(
        "a DNS domain",
        "lower-case labels with dots between them, 253 characters at most; for example psp.test",
        text => text.Length <= 253 && text.Split('.').All(label => Label().IsMatch(label)) && !text.Split('.')[^1].All(char.IsAsciiDigit)
    );

    public static readonly TextFormat Zone = new("a zone name", "1 to 63 lower-case letters, digits and inner hyphens; for example cardholder-data", text =>
        Label().IsMatch(text)
    );

    public static readonly TextFormat User = new(
        "a login name",
        "letters, digits, '.', '_' and '-', not starting with a digit, after DOMAIN\\ where there is one; for example ops",
        text => UserName().IsMatch(text)
    );

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex("^([A-Za-z0-9][A-Za-z0-9.-]{0,63}\\\\)?[A-Za-z_][A-Za-z0-9._-]{0,63}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserName();
}
