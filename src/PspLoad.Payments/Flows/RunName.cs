namespace PspLoad.Payments.Flows;

/// <summary>The name of a run. It begins the names of all its orders.</summary>
public static class RunName
{
    /// <summary>Consonants only: they spell no words. No digits: they could look like a card number.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    /// <summary>Ten letters, unique per millisecond of start for three centuries.</summary>
    public static string ForStart(DateTimeOffset startedAt)
    {
        Span<char> name = stackalloc char[10];
        var rest = startedAt.ToUnixTimeMilliseconds();
        for (var i = name.Length - 1; i >= 0; i--, rest /= Letters.Length)
            name[i] = Letters[(int)(rest % Letters.Length)];
        return name.ToString();
    }
}
