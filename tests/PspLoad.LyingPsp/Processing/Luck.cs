namespace PspLoad.LyingPsp.Processing;

/// <summary>What can happen to a request without anybody lying.</summary>
internal enum Misfortune
{
    None,

    /// <summary>The connection breaks before the request is read.</summary>
    LostRequest,

    /// <summary>The process dies after it has recorded the intent.</summary>
    DiesAfterIntent,

    /// <summary>The process dies after the acquirer has carried out the operation.</summary>
    DiesAfterCharge,

    /// <summary>The connection breaks before the answer is sent.</summary>
    LostAnswer,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    HalfAnswer,

    /// <summary>The answer comes after the client's time-out.</summary>
    LateAnswer,

    /// <summary>The acquirer is slow: 202, and a worker finishes the operation.</summary>
    SlowAcquirer,

    /// <summary>503, nothing happened.</summary>
    Unavailable,

    /// <summary>The acquirer carries out the authorisation but does not answer. The PSP gives it up and reverses it.</summary>
    GivesUp,

    /// <summary>The authorisation never reaches the acquirer. The PSP gives it up and reverses it all the same.</summary>
    GivesUpUnseen,
}

/// <summary>Chooses misfortunes. The seed, the key and the number of the attempt decide, not the order of the requests.</summary>
/// <param name="seed">seed</param>
/// <param name="share">share of unlucky requests, 0 to 1</param>
internal sealed class Luck(int seed, double share)
{
    /// <summary>From this attempt on a key has luck, so that each run ends.</summary>
    private const int LuckyFrom = 4;

    private static readonly Misfortune[] s_all = [.. Enum.GetValues<Misfortune>().Where(misfortune => misfortune != Misfortune.None)];

    public static Luck Good { get; } = new(0, 0);

    public bool IsGood => share == 0;

    /// <param name="key">idempotency key</param>
    /// <param name="attempt">how often the key was sent before</param>
    /// <param name="begins">the operation authorises or sells</param>
    public Misfortune Draw(string key, int attempt, bool begins)
    {
        if (IsGood || attempt >= LuckyFrom)
            return Misfortune.None;
        var hash = (uint)seed * 2_654_435_761;
        foreach (var letter in $"{key[(key.IndexOf('-', StringComparison.Ordinal) + 1)..]}#{attempt}")
            hash = (hash ^ letter) * 16_777_619;
        var random = new Random((int)hash);
        if (random.NextDouble() >= share)
            return Misfortune.None;
        var misfortune = s_all[random.Next(s_all.Length)];
        return misfortune is Misfortune.GivesUp or Misfortune.GivesUpUnseen && !begins ? Misfortune.LostAnswer : misfortune;
    }
}
