using System.Text.Json.Serialization;

namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>An error answer (RFC 9457).</summary>
/// <param name="Title">the same for every error of its kind</param>
/// <param name="Status">HTTP status</param>
/// <param name="Detail">the error in this request; never contains a sent value</param>
/// <param name="Field">JSON path of the wrong field, without the leading <c>$.</c></param>
public sealed record Problem(
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null
);
