using System.Text.Json.Serialization;

namespace PspLoad.Lab.Hosts;

[JsonSerializable(typeof(HostSpec))]
internal sealed partial class HostSpecJson : JsonSerializerContext;
