using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PspLoad.Load.Http;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>Reusable buffers of one request and its answer. Preparing a signed request allocates only its path.</summary>
internal sealed class PspCall : IDisposable
{
    private const int LongestPath = 512;

    /// <summary>Path, key, and what surrounds them.</summary>
    private const int LongestHead = 2 * LongestPath + 128;

    private readonly MerchantCredentials _merchant;
    private readonly IncrementalHash _mac;
    private readonly Utf8JsonWriter _json;

    public PspCall(HttpTarget target, MerchantCredentials merchant)
    {
        _merchant = merchant;
        // Safe to send twice: payments carry an idempotency key, and reads change nothing.
        Request = new HttpRequest(target) { MayBeResent = true };
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, merchant.SigningSecret);
        _json = new Utf8JsonWriter(Request.Body, new JsonWriterOptions { SkipValidation = true });
    }

    public HttpRequest Request { get; }

    public HttpResponse Response { get; } = new(keepBody: true, keepHeaders: true);

    /// <param name="intent">the request</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="unixSeconds">time of the signature</param>
    public void PreparePost(Intent intent, string requestId, long unixSeconds)
    {
        var path = PaymentRequests.Path(intent);
        Request.Start("POST", path);
        _json.Reset();
        PaymentRequests.WriteBody(_json, intent);
        _json.Flush();
        Sign("POST"u8, path, "application/json"u8, intent.Key, unixSeconds);
        Request.Header("Content-Type"u8, "application/json"u8).Header("Idempotency-Key", intent.Key).Header("X-Request-Id", requestId).End();
    }

    /// <param name="path">path with query</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="unixSeconds">time of the signature</param>
    public void PrepareGet(string path, string requestId, long unixSeconds)
    {
        Request.Start("GET", path);
        Sign("GET"u8, path, [], key: null, unixSeconds);
        Request.Header("X-Request-Id", requestId).End();
    }

    public void Dispose()
    {
        _mac.Dispose();
        _json.Dispose();
    }

    /// <summary>
    /// <c>t=SECONDS,v2=HEX</c> of HMAC-SHA256 over <c>v2</c>, time, method, path with query, content type, idempotency key and body, each on a line
    /// as <c>LENGTH:VALUE</c>. An absent header is the line <c>-</c>. docs/reference-psp.md has an example.
    /// </summary>
    /// <param name="method">in capitals</param>
    /// <param name="path">path with query, as sent</param>
    /// <param name="contentType">empty: the header is absent</param>
    /// <param name="key">idempotency key; null: the header is absent</param>
    /// <param name="unixSeconds">time of the signature</param>
    private void Sign(ReadOnlySpan<byte> method, string path, ReadOnlySpan<byte> contentType, string? key, long unixSeconds)
    {
        Span<byte> value = stackalloc byte[2 + 20 + 4 + 2 * SHA256.HashSizeInBytes],
            hash = stackalloc byte[SHA256.HashSizeInBytes],
            head = stackalloc byte[LongestHead],
            scratch = stackalloc byte[LongestPath];
        "t="u8.CopyTo(value);
        Utf8Formatter.TryFormat(unixSeconds, value[2..], out var digits);
        "v2\n"u8.CopyTo(head);
        var length = SignedLines.Append(head, 3, value.Slice(2, digits));
        length = SignedLines.Append(head, length, method);
        length = SignedLines.Append(head, length, scratch[..Encoding.ASCII.GetBytes(path, scratch)]);
        length = contentType.IsEmpty ? SignedLines.AppendAbsent(head, length) : SignedLines.Append(head, length, contentType);
        length = key is null ? SignedLines.AppendAbsent(head, length) : SignedLines.Append(head, length, scratch[..Encoding.ASCII.GetBytes(key, scratch)]);
        length = SignedLines.AppendLength(head, length, Request.WrittenBody.Length);
        _mac.AppendData(head[..length]);
        _mac.AppendData(Request.WrittenBody);
        _mac.AppendData("\n"u8);
        _mac.GetHashAndReset(hash);
        length = 2 + digits;
        ",v2="u8.CopyTo(value[length..]);
        Convert.TryToHexStringLower(hash, value[(length + 4)..], out var hex);
        Request.Header("Authorization"u8, _merchant.Authorization).Header("Psp-Signature"u8, value[..(length + 4 + hex)]);
    }
}
