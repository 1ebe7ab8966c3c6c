using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Runs.Engines;

namespace PspLoad.Runs.Origins;

/// <summary>
/// <c>origin.json</c> in a run's folder: tells <c>reconcile</c> which PSP the run used, and how the run was made. Contains no secret.
/// </summary>
/// <param name="Environment">path of the environment's file; null for a bare target</param>
/// <param name="Target">URL; null for an environment</param>
/// <param name="OwnedHost">as <c>--i-own-this-target</c> named it</param>
/// <param name="MerchantFile">path of the merchant's file; null for an environment</param>
/// <param name="CaFile">path of the authorities to trust; null: the system's</param>
public sealed record RunOrigin(string? Environment, string? Target, string? OwnedHost, string? MerchantFile, string? CaFile)
{
    private const string FileName = "origin.json";

    /// <summary>URL on this machine that receives the PSP's webhooks; null: they are not received.</summary>
    public string? Webhooks { get; init; }

    /// <summary>Path of the file with the webhook secret; null without <see cref="Webhooks"/>.</summary>
    public string? WebhookSecretFile { get; init; }

    /// <summary>Name of the engine that drove the load.</summary>
    public string Engine { get; init; } = EngineChoice.EmbeddedName;

    /// <summary>Provenance of the run, in case it is killed and cannot write <c>run.json</c>; null before the run has begun.</summary>
    public ProvenancePart? Provenance { get; init; }

    public void Save(string folder) =>
        DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, RunOriginJson.Default.RunOrigin));

    /// <exception cref="OperationFailedException">the folder is not that of a run</exception>
    public static RunOrigin Load(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), RunOriginJson.Default.RunOrigin)
                ?? throw new JsonException("it is null");
        }
        catch (Exception failed) when (failed is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{folder} is no folder of a run: {failed.Message}",
                "name one, for example results/latest"
            );
        }
    }
}
