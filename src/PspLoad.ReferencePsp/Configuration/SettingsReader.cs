using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MySqlConnector;
using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Configuration;

/// <summary>Reads <see cref="PspSettings"/>; docs/reference-psp.md has the table of variables.</summary>
public static class SettingsReader
{
    /// <summary>Use the result only when <see cref="SettingsSource.Problems"/> is empty.</summary>
    public static PspSettings Read(SettingsSource source)
    {
        var acquirerTimeout = TimeSpan.FromMilliseconds(source.Number("ACQUIRER_TIMEOUT_MS", 2_000, 50, 60_000));
        var node = source.Text("NODE_NAME") ?? Environment.MachineName;
        if (node.Length > 40 || !node.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            source.Add($"NODE_NAME: '{node}' must have at most 40 letters, digits, '-', '_' or '.'");
        return new PspSettings
        {
            NodeName = node,
            Listen = ReadListen(source),
            Migrate = source.OneOf("MIGRATE", MigrateMode.Auto),
            Database = ReadDatabase(source),
            Acquirer = new AcquirerSettings(ReadUrl(source, "ACQUIRER_URL", "http://acquirer:8090"), acquirerTimeout, source.SecretFile("ACQUIRER_TOKEN_FILE")),
            SecurityModule = ReadSecurityModule(source),
            Limits = new ProcessingLimits(
                acquirerTimeout,
                acquirerTimeout + TimeSpan.FromSeconds(3),
                TimeSpan.FromMilliseconds(source.Number("GIVE_UP_AFTER_MS", 30_000, 1_000, 86_400_000))
            ),
            Merchants = ReadMerchants(source),
            ChallengeUrl = source.Text("CHALLENGE_URL") ?? "https://challenge.invalid/",
            KeyRetentionHours = source.Number("KEY_RETENTION_HOURS", 48, 24, 8_760),
            SettlementDirectory = ReadDirectory(source, "SETTLEMENT_DIRECTORY"),
            LogLevel = source.OneOf("LOG_LEVEL", LogLevel.Information),
            Drain = TimeSpan.FromSeconds(source.Number("DRAIN_SECONDS", 9, 1, 60)),
        };
    }

    private static ListenSettings ReadListen(SettingsSource source)
    {
        var api = ReadEndPoint(source, "LISTEN", "127.0.0.1:8080");
        var own = ReadEndPoint(source, "INTERNAL_LISTEN", "127.0.0.1:9090");
        if (api.Port == own.Port)
            source.Add($"INTERNAL_LISTEN: port {own.Port} is already used by LISTEN; health and metrics need their own port");
        return new ListenSettings(
            api,
            own,
            ReadCertificates(source),
            source.Number("MAX_BODY_BYTES", 16_384, 1_024, 1_048_576),
            source.Number("MAX_HEADER_BYTES", 8_192, 1_024, 65_536)
        );
    }

    private static IPEndPoint ReadEndPoint(SettingsSource source, string name, string standard)
    {
        var text = source.Text(name) ?? standard;
        if (IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port > 0)
            return endPoint;
        source.Add($"{name}: '{text}' must be address:port, for example {standard}");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    /// <returns>the node's certificate, then the intermediate certificates to send with it</returns>
    private static IReadOnlyList<X509Certificate2>? ReadCertificates(SettingsSource source)
    {
        (var certificate, var key) = (source.Text("TLS_CERT_FILE"), source.Text("TLS_KEY_FILE"));
        if (certificate is null && key is null)
            return null;
        if (certificate is null || key is null)
        {
            source.Add("TLS_CERT_FILE, TLS_KEY_FILE: set both or neither");
            return null;
        }

        try
        {
            X509Certificate2Collection all = [];
            all.ImportFromPemFile(certificate);
            return [X509Certificate2.CreateFromPemFile(certificate, key), .. all.Skip(1)];
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            source.Add($"TLS_CERT_FILE, TLS_KEY_FILE: {exception.Message}");
            return null;
        }
    }

    private static DatabaseSettings ReadDatabase(SettingsSource source)
    {
        List<ServerAddress> servers = [];
        foreach (
            var part in source
                .Required("DATABASE_SERVERS", "db1:3306,db2:3306")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var colon = part.LastIndexOf(':');
            if (colon > 0 && uint.TryParse(part.AsSpan(colon + 1), out var port) && port is > 0 and < 65_536)
                servers.Add(new ServerAddress(part[..colon], port));
            else
                source.Add($"DATABASE_SERVERS: '{part}' must be host:port");
        }

        var options = source.Text("DATABASE_OPTIONS") ?? "";
        try
        {
            _ = new MySqlConnectionStringBuilder(options);
        }
        catch (ArgumentException exception)
        {
            source.Add($"DATABASE_OPTIONS: {exception.Message}");
        }

        return new DatabaseSettings(
            servers,
            source.Text("DATABASE_NAME") ?? "psp",
            source.Text("DATABASE_USER") ?? "psp",
            source.RequiredSecretFile("DATABASE_PASSWORD_FILE", "/run/secrets/database-password"),
            options,
            source.Number("DATABASE_POOL_SIZE", 32, 2, 1_000),
            TimeSpan.FromMilliseconds(source.Number("DATABASE_COMMAND_TIMEOUT_MS", 5_000, 1_000, 60_000)),
            TimeSpan.FromMilliseconds(source.Number("DATABASE_RETRY_MS", 4_000, 100, 60_000))
        );
    }

    public static SecurityModuleOptions ReadSecurityModule(SettingsSource source) =>
        new(
            source.Required("PKCS11_LIBRARY", "/usr/lib/softhsm/libsofthsm2.so"),
            source.Required("PKCS11_TOKEN", "psp"),
            source.Required("PKCS11_PIN_FILE", "/run/secrets/token-pin"),
            source.Text("PKCS11_KEY") ?? "psp-kek"
        );

    private static Uri ReadUrl(SettingsSource source, string name, string example)
    {
        var text = source.Required(name, example);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url!;
        if (text.Length > 0)
            source.Add($"{name}: '{text}' must be an http(s) URL, for example {example}");
        return new Uri("http://invalid");
    }

    private static string? ReadDirectory(SettingsSource source, string name)
    {
        var path = source.Text(name);
        if (path is not null && !Directory.Exists(path))
            source.Add($"{name}: {path} is not a directory");
        return path;
    }

    private static MerchantFile ReadMerchants(SettingsSource source)
    {
        if (source.Text("MERCHANTS_FILE") is not { } path || source.ReadFile("MERCHANTS_FILE", path) is not { } json)
            return new MerchantFile(null, []);
        List<string> problems = [];
        var merchants = MerchantFile.Parse(json, path, problems);
        foreach (var problem in problems)
            source.Add($"MERCHANTS_FILE: {problem}");
        return new MerchantFile(path, merchants);
    }
}
