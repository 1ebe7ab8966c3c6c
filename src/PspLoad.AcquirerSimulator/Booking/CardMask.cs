using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>What the book keeps of a card: first six and last four digits, and a hash under a key that exists only in this process.</summary>
public sealed class CardMask
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public static string? Mask(CardData? card) => card?.Number is { } number ? $"{number[..6]}******{number[^4..]}" : null;

    /// <summary>64 bits over every field that must be equal in a repetition. The CVC is left out, because a repetition may lack it.</summary>
    public ulong Fingerprint(OperationRequest request)
    {
        var text = $"{request.Amount}|{request.Currency}|{request.Parent}|{request.Card?.Number}|{request.Card?.ExpiryMonth}|{request.Card?.ExpiryYear}";
        Span<byte> input = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, input[..Encoding.UTF8.GetBytes(text, input)], hash);
        CryptographicOperations.ZeroMemory(input);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
