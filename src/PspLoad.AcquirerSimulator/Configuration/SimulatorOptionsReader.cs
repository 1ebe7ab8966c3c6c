using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator.Configuration;

/// <summary>Reads the <c>ACQUIRER_*</c> variables and collects all mistakes.</summary>
public sealed class SimulatorOptionsReader(IReadOnlyDictionary<string, string> variables)
{
    private const string Prefix = "ACQUIRER_";
    private const int ShortestToken = 16;
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _known = [];

    public static SimulatorOptionsReader FromEnvironment() =>
        new(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? ""));

    /// <returns>the options, or null with one line for each mistake</returns>
    public (SimulatorOptions? Options, IReadOnlyList<string> Errors) Read()
    {
        var listen = Address("LISTEN", "http://127.0.0.1:8090");
        var adminListen = Address("ADMIN_LISTEN", "http://127.0.0.1:8091");
        var certificates = Certificates("TLS_CERT_FILE", "TLS_KEY_FILE", needed: listen.Scheme == "https" || adminListen.Scheme == "https");
        var adminToken = Secret("ADMIN_TOKEN_FILE", required: true);
        var apiToken = Secret("API_TOKEN_FILE", required: false);
        var behaviour = ReadBehaviour();
        var maxBookEntries = (int)Number("MAX_BOOK_ENTRIES", 1_000_000, smallest: 1, largest: 50_000_000, whole: true);
        if (listen.Port != 0 && listen.Authority == adminListen.Authority)
            _errors.Add($"{Prefix}ADMIN_LISTEN: {adminListen.Authority} is already used by {Prefix}LISTEN; give administration its own port");
        foreach (
            var name in variables.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !_known.Contains(name)).Order(StringComparer.Ordinal)
        )
        {
            _errors.Add($"{name}: no such variable; known: {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }

        return _errors.Count > 0 ? (null, _errors) : (new(listen, adminListen, certificates, adminToken!, apiToken, behaviour, maxBookEntries), []);
    }

    private Behaviour ReadBehaviour()
    {
        var standard = new Behaviour();
        var behaviour = new Behaviour
        {
            Seed = (long)Number("SEED", standard.Seed, 0, 1L << 52, whole: true),
            LatencyMedianMs = Number("LATENCY_MEDIAN_MS", standard.LatencyMedianMs, 0, Behaviour.LongestMs),
            LatencySigma = Number("LATENCY_SIGMA", standard.LatencySigma, 0, 3),
            DeclineRate = Number("DECLINE_RATE", standard.DeclineRate, 0, 1),
            ErrorRate = Number("ERROR_RATE", standard.ErrorRate, 0, 1),
            LostAnswerRate = Number("LOST_ANSWER_RATE", standard.LostAnswerRate, 0, 1),
            HangRate = Number("HANG_RATE", standard.HangRate, 0, 1),
            HangBookedShare = Number("HANG_BOOKED_SHARE", standard.HangBookedShare, 0, 1),
            HangMs = Number("HANG_MS", standard.HangMs, 0, Behaviour.LongestMs),
            LateAnswerMs = Number("LATE_ANSWER_MS", standard.LateAnswerMs, 0, Behaviour.LongestMs),
            ChargebackAfterMs = Number("CHARGEBACK_AFTER_MS", standard.ChargebackAfterMs, 0, Behaviour.LongestMs),
        };
        if (behaviour.DeclineRate + behaviour.ErrorRate + behaviour.LostAnswerRate + behaviour.HangRate > 1)
            _errors.Add($"{Prefix}DECLINE_RATE plus {Prefix}ERROR_RATE, {Prefix}LOST_ANSWER_RATE and {Prefix}HANG_RATE must be at most 1");
        return behaviour;
    }

    private Uri Address(string name, string standard)
    {
        var text = Value(name) ?? standard;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address.PathAndQuery == "/"
            && (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || address.Host == "localhost")
        )
        {
            return address;
        }

        _errors.Add($"{Prefix}{name}: '{text}' is not an address; write http://IP:PORT or https://IP:PORT");
        return new Uri(standard);
    }

    private double Number(string name, double standard, double smallest, double largest, bool whole = false)
    {
        if (Value(name) is not { } text)
            return standard;
        var style = whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest)
            return number;
        _errors.Add($"{Prefix}{name}: '{text}' must be a {(whole ? "whole " : "")}number from {smallest} to {largest}");
        return standard;
    }

    private string? Secret(string name, bool required)
    {
        if (Value(name) is not { } file)
        {
            if (required)
                _errors.Add($"{Prefix}{name}: is missing; name a file that holds at least {ShortestToken} characters");
            return null;
        }

        try
        {
            var secret = File.ReadAllText(file).Trim();
            if (secret.Length >= ShortestToken)
                return secret;
            _errors.Add($"{Prefix}{name}: {file} must hold at least {ShortestToken} characters");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _errors.Add($"{Prefix}{name}: {failure.Message}");
        }

        return null;
    }

    /// <returns>the server's certificate, then the intermediate certificates to send with it</returns>
    private IReadOnlyList<X509Certificate2>? Certificates(string certificateName, string keyName, bool needed)
    {
        var (certificateFile, keyFile) = (Value(certificateName), Value(keyName));
        if (certificateFile is null && keyFile is null && !needed)
            return null;
        if (certificateFile is null || keyFile is null)
        {
            _errors.Add($"{Prefix}{(certificateFile is null ? certificateName : keyName)}: is missing; https needs a certificate and its key, both PEM");
            return null;
        }

        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(certificateFile);
            return [X509Certificate2.CreateFromPemFile(certificateFile, keyFile), .. all.Skip(1)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _errors.Add($"{Prefix}{certificateName}: {certificateFile} with {keyFile}: {failure.Message}");
            return null;
        }
    }

    private string? Value(string name)
    {
        _known.Add(Prefix + name);
        return variables.GetValueOrDefault(Prefix + name) is { Length: > 0 } value ? value : null;
    }
}
