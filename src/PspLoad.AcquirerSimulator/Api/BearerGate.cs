using System.Security.Cryptography;
using System.Text;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>Passes only requests with the token. Compares in constant time.</summary>
public sealed class BearerGate(string token)
{
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}"));

    public bool Opens(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())), _expected);

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (Opens(context.Request))
            await next(context);
        else
            await context.WriteProblemAsync(new("Unauthorized", 401, "the bearer token is missing or wrong"));
    }
}
