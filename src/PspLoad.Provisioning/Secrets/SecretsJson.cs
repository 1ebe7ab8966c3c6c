using System.Text.Json.Serialization;

namespace PspLoad.Provisioning.Secrets;

[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class SecretsJson : JsonSerializerContext;
