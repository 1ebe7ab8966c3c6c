using System.Text.Json.Serialization;

namespace PspLoad.Provisioning.Verification;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Evidence>))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
