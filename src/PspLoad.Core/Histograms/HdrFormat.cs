namespace PspLoad.Core.Histograms;

/// <summary>
/// HdrHistogram's compressed format, version 2: a cookie and a length, then zlib of a header and the counts. Counts are ZigZag LEB128; one negative number
/// stands for a run of zeros (github.com/HdrHistogram/HdrHistogram).
/// </summary>
internal static class HdrFormat
{
    /// <summary>Cookie and length before the compressed bytes.</summary>
    public const int PrefixBytes = 2 * sizeof(int);

    public const int HeaderBytes = 40;
    public const int CompressedCookie = 0x1c849304;
    public const int PlainCookie = 0x1c849303;

    /// <summary>Word size of the counts, in bits 4 to 7 of a cookie. Version 2 writes 1; readers ignore it.</summary>
    public const int WordSize = 0x10;

    /// <summary>A cookie without its word size.</summary>
    public static int Kind(int cookie) => cookie & ~0xf0;
}
