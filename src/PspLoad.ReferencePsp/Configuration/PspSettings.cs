using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Configuration;

/// <summary>The whole configuration, checked.</summary>
public sealed record PspSettings
{
    public required string NodeName { get; init; }
    public required ListenSettings Listen { get; init; }
    public required MigrateMode Migrate { get; init; }
    public required DatabaseSettings Database { get; init; }
    public required AcquirerSettings Acquirer { get; init; }
    public required SecurityModuleOptions SecurityModule { get; init; }
    public required ProcessingLimits Limits { get; init; }
    public required IReadOnlyList<MerchantSeed> Merchants { get; init; }

    /// <summary>The payment's id is appended: where a cardholder is sent for a challenge.</summary>
    public required string ChallengeUrl { get; init; }

    /// <summary>At least 24.</summary>
    public required int KeyRetentionHours { get; init; }

    /// <summary>Where daily settlement files are dropped; null: nowhere.</summary>
    public required string? SettlementDirectory { get; init; }
    public required LogLevel LogLevel { get; init; }

    /// <summary>Longest time from SIGTERM to the end of the last request.</summary>
    public required TimeSpan Drain { get; init; }
}
