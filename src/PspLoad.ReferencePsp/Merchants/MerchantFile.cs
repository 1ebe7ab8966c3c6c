using System.Text.Json;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>MERCHANTS_FILE.</summary>
/// <param name="Path">null: there is no file, and no merchant has access</param>
/// <param name="Merchants">its content at start</param>
public sealed record MerchantFile(string? Path, IReadOnlyList<MerchantSeed> Merchants)
{
    /// <param name="json">content of the file</param>
    /// <param name="path">for the problems</param>
    /// <param name="problems">receives every error, without any value; the result may be used only when there is none</param>
    public static IReadOnlyList<MerchantSeed> Parse(string json, string path, ICollection<string> problems)
    {
        MerchantSeed?[] merchants;
        try
        {
            merchants = JsonSerializer.Deserialize(json, MerchantSeedJson.Default.MerchantSeedArray) ?? [null];
        }
        catch (JsonException exception)
        {
            problems.Add($"{path} line {exception.LineNumber + 1}, {exception.Path}: unexpected content");
            return [];
        }

        Dictionary<string, int> names = new(StringComparer.Ordinal),
            keys = new(StringComparer.Ordinal);
        for (var i = 0; i < merchants.Length; i++)
        {
            if (merchants[i] is not { } merchant)
            {
                problems.Add($"{path} [{i}]: must be an object");
                continue;
            }

            foreach (var problem in merchant.Problems())
                problems.Add($"{path} [{i}].{problem}");
            if (merchant.Name is { } name && !names.TryAdd(name, i))
                problems.Add($"{path} [{i}].name: is the name of [{names[name]}], too");
            foreach (var key in merchant.AllKeys.Distinct(StringComparer.Ordinal))
            {
                if (!keys.TryAdd(key, i))
                    problems.Add($"{path} [{i}].key: is a key of [{keys[key]}], too");
            }
        }

        return [.. merchants.OfType<MerchantSeed>()];
    }
}
