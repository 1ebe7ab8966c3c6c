using System.Globalization;
using System.Text;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.Recovery;
using PspLoad.ReferencePsp.Settlement;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Api;

/// <summary>The endpoints of the ledger and of settlement files.</summary>
public sealed class LedgerEndpoints(LedgerStore ledger, PendingStore pending, SettlementFile settlement, ProcessingLimits limits)
{
    private const int DefaultLimit = 500,
        MaxLimit = 5_000;

    public async Task<ApiResponse> ReadEntriesAsync(ApiCall call)
    {
        List<FieldError> errors = [];
        var query = call.Http.Request.Query;
        var from = Time(query["from"], "from", DateTime.UnixEpoch, errors);
        var to = Time(query["to"], "to", DateTime.MaxValue.AddDays(-1), errors);
        var after = Cursor(query, errors);
        var limit = Limit(query, DefaultLimit, errors);
        foreach (var unknown in query.Keys.Except(["from", "to", "cursor", "limit"]))
            errors.Add(new FieldError(unknown, "is not a known parameter"));
        if (errors.Count > 0)
            throw Problems.Invalid(errors);
        var page = await ledger.ReadAsync(call.Merchant.Id, from, to, after, limit, call.Http.RequestAborted);
        return ApiResponse.Json(200, page, ApiJson.Default.LedgerPage);
    }

    public async Task<ApiResponse> ReadPendingAsync(ApiCall call)
    {
        if (call.Http.Request.Query.Keys.FirstOrDefault() is { } unknown)
            throw Problems.Invalid(new FieldError(unknown, "is not a known parameter"));
        var settlesWithin = limits.GiveUpAfter + limits.Lease + RecoveryWorker.LongestRound(limits);
        var open = await pending.ReadAsync(call.Merchant.Id, settlesWithin, call.Http.RequestAborted);
        return ApiResponse.Json(200, open, ApiJson.Default.PendingResponse);
    }

    public async Task<ApiResponse> ReadSettlementAsync(ApiCall call)
    {
        List<FieldError> errors = [];
        if (!DateOnly.TryParseExact(call.Route("date"), "yyyy-MM-dd", out var day))
            errors.Add(new FieldError("date", "must be yyyy-MM-dd"));
        var query = call.Http.Request.Query;
        var after = Cursor(query, errors);
        var limit = Limit(query, int.MaxValue, errors);
        foreach (var unknown in query.Keys.Except(["cursor", "limit"]))
            errors.Add(new FieldError(unknown, "is not a known parameter"));
        if (errors.Count > 0)
            throw Problems.Invalid(errors);
        var csv = await settlement.CreateAsync(call.Merchant, day, after, limit, call.Http.RequestAborted);
        return new ApiResponse(200, Encoding.UTF8.GetBytes(csv)) { ContentType = "text/csv; charset=utf-8" };
    }

    private static ulong Cursor(IQueryCollection query, List<FieldError> errors)
    {
        string? cursor = query["cursor"];
        ulong after = 0;
        if (!string.IsNullOrEmpty(cursor) && !ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            errors.Add(new FieldError("cursor", "is not a cursor of this API"));
        return after;
    }

    private static int Limit(IQueryCollection query, int standard, List<FieldError> errors)
    {
        string? size = query["limit"];
        if (string.IsNullOrEmpty(size))
            return standard;
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > MaxLimit)
            errors.Add(new FieldError("limit", $"must be from 1 to {MaxLimit}"));
        return limit;
    }

    private static DateTime Time(string? text, string field, DateTime standard, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
            return standard;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.UtcDateTime;
        errors.Add(new FieldError(field, "must be an ISO 8601 time, for example 2026-01-31T00:00:00Z"));
        return standard;
    }
}
