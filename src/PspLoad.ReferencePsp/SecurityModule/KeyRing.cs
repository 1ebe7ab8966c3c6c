using System.Security.Cryptography;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>The unwrapped keys at one moment. Replaced as a whole when the key table changes.</summary>
internal sealed record KeyRing(byte[] IndexKey, IReadOnlyDictionary<int, CardKey> CardKeys, CardKey Newest) : IDisposable
{
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(IndexKey);
        foreach (var key in CardKeys.Values)
            key.Dispose();
    }
}
