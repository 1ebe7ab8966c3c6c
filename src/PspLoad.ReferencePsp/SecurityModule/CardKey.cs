using System.Security.Cryptography;
using System.Text;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>An unwrapped card key. AES-256-GCM with random 96-bit nonces (NIST SP 800-38D, 8.2.2): rotate the key before it has sealed 2³² numbers.</summary>
internal sealed class CardKey(int id, byte[] key) : IDisposable
{
    public const int LongestPan = 19;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public int Id { get; } = id;

    public SealedPan Seal(ReadOnlySpan<char> pan, string cardId)
    {
        if (pan.Length is 0 or > LongestPan)
            throw new ArgumentException($"a card number has 1 to {LongestPan} digits", nameof(pan));
        var bytes = new byte[NonceBytes + pan.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        Span<byte> plain = stackalloc byte[LongestPan];
        plain = plain[..Encoding.ASCII.GetBytes(pan, plain)];
        RandomNumberGenerator.Fill(nonce);
        // AesGcm is not thread-safe (OpenSSL context); creating one costs about a microsecond.
        using (var cipher = new AesGcm(key, TagBytes))
            cipher.Encrypt(nonce, plain, bytes.AsSpan(NonceBytes, pan.Length), bytes.AsSpan(^TagBytes..), Binding(cardId));
        CryptographicOperations.ZeroMemory(plain);
        return new SealedPan(Id, bytes);
    }

    /// <exception cref="CryptographicException">changed, or bound to another card</exception>
    public string Unseal(SealedPan pan, string cardId)
    {
        var bytes = pan.Bytes.AsSpan();
        var length = bytes.Length - NonceBytes - TagBytes;
        if (length is < 1 or > LongestPan)
            throw new CryptographicException("a sealed card number has the wrong length");
        Span<byte> plain = stackalloc byte[length];
        using (var cipher = new AesGcm(key, TagBytes))
            cipher.Decrypt(bytes[..NonceBytes], bytes.Slice(NonceBytes, length), bytes[^TagBytes..], plain, Binding(cardId));
        var text = Encoding.ASCII.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    /// <summary>The associated data. A sealed number that is copied to another card or another key does not open.</summary>
    private byte[] Binding(string cardId) => Encoding.UTF8.GetBytes($"pspload/pan/1|{Id}|{cardId}");
}
