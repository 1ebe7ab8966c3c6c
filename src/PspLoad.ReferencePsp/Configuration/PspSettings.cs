using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Configuration;

/// <summary>The whole configuration, validated.</summary>
public sealed record PspSettings
{
    public required string NodeName { get; init; }
    public required ListenSettings Listen { get; init; }
    public required MigrateMode Migrate { get; init; }
    public required DatabaseSettings Database { get; init; }
    public required AcquirerSettings Acquirer { get; init; }
    public required SecurityModuleOptions SecurityModule { get; init; }
    public required ProcessingLimits Limits { get; init; }
    public required MerchantFile Merchants { get; init; }

    /// <summary>Where a cardholder is sent for a challenge; the payment's id is appended.</summary>
    public required string ChallengeUrl { get; init; }

    /// <summary>At least 24.</summary>
    public required int KeyRetentionHours { get; init; }

    /// <summary>Folder that receives the daily settlement files; null: none are written.</summary>
    public required string? SettlementDirectory { get; init; }
    public required LogLevel LogLevel { get; init; }

    /// <summary>Longest time from SIGTERM to the end of the last request.</summary>
    public required TimeSpan Drain { get; init; }
}

/// <summary>MIGRATE: what to do about the schema at start.</summary>
public enum MigrateMode
{
    /// <summary>Apply missing migrations, then serve.</summary>
    Auto,

    /// <summary>Apply missing migrations, then exit.</summary>
    Only,

    /// <summary>Serve once the schema has this program's version.</summary>
    Off,
}
