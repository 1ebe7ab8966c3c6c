using System.Text.Json;
using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// <c>keys …</c>: the key ceremony and the rotations. An operator or provisioning runs them on the node, with the node's own configuration.
/// Results go to standard output, so that nothing has to be written to disk.
/// </summary>
/// <param name="options">the token</param>
/// <param name="stores">opens the shared tables; called only by verbs that need the database</param>
/// <param name="time">for the rotation's waits</param>
/// <param name="input">input of <c>accept</c></param>
/// <param name="output">results</param>
public sealed partial class KeyCommand(
    SecurityModuleOptions options,
    Func<(IWrappedKeyStore Keys, ISealedCardStore Cards)> stores,
    TimeProvider time,
    TextReader input,
    TextWriter output
)
{
    private const int CardsInOneTransaction = 200;

    /// <summary>Shown when the verb is unknown.</summary>
    public const string Usage = """
        keys show              the token's key-encryption key, as JSON; checkValue is equal on nodes that share it
        keys create [FILE …]   makes that key; for each offer (PEM file of another node), prints a line for that node's 'keys accept'
        keys offer             prints this node's transport key (PEM), for 'keys create' on the other node
        keys accept            reads the line from standard input and imports the key into the token
        keys rotate            new card key: seals every stored card under it and retires the old one; run again to finish
        keys rewrap            wraps the stored keys under PKCS11_KEY; the token must also hold their current key
        keys destroy           destroys PKCS11_KEY in the token; refused while a stored key is wrapped by it
        """;

    /// <param name="arguments">after <c>keys</c></param>
    /// <param name="cancellationToken">stops a rotation between batches</param>
    /// <returns>exit code: 0, or 2 for an unknown verb</returns>
    /// <exception cref="SecurityModuleException">the command failed; the message is one line</exception>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var ceremony = new KekCeremony(options);
        switch (arguments)
        {
            case ["show"]:
                await output.WriteLineAsync(JsonSerializer.Serialize(ceremony.Describe(), KeyCommandJson.Default.KekDescription));
                return 0;
            case ["offer"]:
                await output.WriteLineAsync(ceremony.Offer());
                return 0;
            case ["create", .. var files]:
                foreach (var wrapped in ceremony.Create([.. files.Select(ReadOffer)]))
                    await output.WriteLineAsync(Convert.ToBase64String(wrapped));
                return 0;
            case ["accept"]:
                ceremony.Accept(ParseWrapped(await input.ReadToEndAsync(cancellationToken)));
                return 0;
            case ["rotate"]:
                await output.WriteLineAsync(
                    JsonSerializer.Serialize(
                        await Rotation().RotateCardKeyAsync(CardsInOneTransaction, cancellationToken),
                        KeyCommandJson.Default.RotationReport
                    )
                );
                return 0;
            case ["rewrap"]:
                await output.WriteLineAsync($"{await Rotation().RewrapAsync(cancellationToken)} keys are wrapped by '{options.KekLabel}' now");
                return 0;
            case ["destroy"]:
                await DestroyAsync(ceremony, cancellationToken);
                return 0;
            default:
                await output.WriteLineAsync(Usage);
                return 2;
        }
    }

    private KeyRotation Rotation()
    {
        var (keys, cards) = stores();
        return new KeyRotation(options, keys, cards, time);
    }

    private async Task DestroyAsync(KekCeremony ceremony, CancellationToken cancellationToken)
    {
        if ((await stores().Keys.ReadAllAsync(cancellationToken)).FirstOrDefault(key => key.KekLabel == options.KekLabel) is { } key)
        {
            throw new SecurityModuleException(
                $"key {key.Id} in the database is wrapped by '{options.KekLabel}': " + "every card would be lost; run 'keys rewrap' with another key first"
            );
        }

        ceremony.Destroy();
    }

    private static string ReadOffer(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecurityModuleException($"the offer cannot be read: {failure.Message}", failure);
        }
    }

    private static byte[] ParseWrapped(string line)
    {
        try
        {
            return Convert.FromBase64String(line.Trim());
        }
        catch (FormatException failure)
        {
            throw new SecurityModuleException("standard input is not the line that 'keys create' printed for this node (base64)", failure);
        }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(KekDescription))]
    [JsonSerializable(typeof(RotationReport))]
    private sealed partial class KeyCommandJson : JsonSerializerContext;
}
