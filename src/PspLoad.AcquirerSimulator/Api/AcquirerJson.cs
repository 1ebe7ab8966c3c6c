using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>JSON without reflection. Unknown and repeated fields are errors.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false
)]
[JsonSerializable(typeof(OperationRequest))]
[JsonSerializable(typeof(OperationResponse))]
[JsonSerializable(typeof(ChargebackList))]
[JsonSerializable(typeof(ChargebackRequest))]
[JsonSerializable(typeof(ChargebackResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Behaviour))]
[JsonSerializable(typeof(BehaviourPatch))]
[JsonSerializable(typeof(BookLine))]
[JsonSerializable(typeof(BookSummary))]
public sealed partial class AcquirerJson : JsonSerializerContext;
