using System.Buffers;

namespace PspLoad.Payments.Flows;

/// <summary>The name of a run. It begins the names of all its orders.</summary>
public static class RunName
{
    /// <summary>Consonants only: they spell no words. No digits: they could look like a card number.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    private const int Length = 10;

    private static readonly SearchValues<char> s_letters = SearchValues.Create(Letters);

    /// <summary>Ten letters, unique per millisecond of start for three centuries.</summary>
    public static string ForStart(DateTimeOffset startedAt)
    {
        Span<char> name = stackalloc char[Length];
        var rest = startedAt.ToUnixTimeMilliseconds();
        for (var i = name.Length - 1; i >= 0; i--, rest /= Letters.Length)
            name[i] = Letters[(int)(rest % Letters.Length)];
        return name.ToString();
    }

    /// <summary>Whether an order has a name that some run may have given.</summary>
    internal static bool Begins(string order) => order.Length > Length && order[Length] == '-' && order.AsSpan(0, Length).IndexOfAnyExcept(s_letters) < 0;
}
