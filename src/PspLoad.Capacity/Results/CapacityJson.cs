using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PspLoad.Capacity.Comparison;
using PspLoad.Core.Files;

namespace PspLoad.Capacity.Results;

/// <summary>How capacity results are written and read: camelCase, numbers raw.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(CapacityDocument))]
[JsonSerializable(typeof(SettingComparison))]
public sealed partial class CapacityJson : JsonSerializerContext
{
    /// <summary>Writes atomically: the file exists completely or not at all.</summary>
    public static void Write<T>(string file, T document, JsonTypeInfo<T> type) =>
        DurableFile.Write(file, [.. JsonSerializer.SerializeToUtf8Bytes(document, type), (byte)'\n']);
}
