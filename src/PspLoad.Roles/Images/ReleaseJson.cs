using System.Text.Json.Serialization;

namespace PspLoad.Roles.Images;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, Release>))]
internal sealed partial class ReleaseJson : JsonSerializerContext;
