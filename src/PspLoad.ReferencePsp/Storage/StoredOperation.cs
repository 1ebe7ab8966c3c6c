using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>An operation as the database has it.</summary>
/// <param name="Operation">the intent</param>
/// <param name="Status">pending, or how it ended</param>
/// <param name="OwnerGone">the process at work holds its named lock no more</param>
/// <param name="Age">since the intent was recorded, by the database's clock</param>
/// <param name="Response">what the client was or will be told; null while pending</param>
public sealed record StoredOperation(Operation Operation, OperationStatus Status, bool OwnerGone, TimeSpan Age, ApiResponse? Response);
