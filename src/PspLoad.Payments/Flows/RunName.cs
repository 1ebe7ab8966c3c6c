namespace PspLoad.Payments.Flows;

/// <summary>The name under which a run's orders are known to all witnesses.</summary>
public static class RunName
{
    /// <summary>Consonants: they spell nothing, and no digits that could look like a card number.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz";

    /// <summary>Ten letters that no other millisecond of three centuries has.</summary>
    public static string ForStart(DateTimeOffset startedAt)
    {
        Span<char> name = stackalloc char[10];
        var rest = startedAt.ToUnixTimeMilliseconds();
        for (var i = name.Length - 1; i >= 0; i--, rest /= Letters.Length)
            name[i] = Letters[(int)(rest % Letters.Length)];
        return name.ToString();
    }
}
