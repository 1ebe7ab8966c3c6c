namespace PspLoad.ReferencePsp.Webhooks;

/// <summary>Pauses between attempts: 1 s, doubling, at most an hour. Gives up after 20 attempts (about nine hours).</summary>
public static class WebhookBackoff
{
    public const int MaxAttempts = 20;
    private static readonly TimeSpan s_cap = TimeSpan.FromHours(1);

    /// <returns>null: give up</returns>
    public static TimeSpan? After(int attempt, Guid eventId)
    {
        if (attempt >= MaxAttempts)
            return null;
        var seconds = Math.Min(s_cap.TotalSeconds, Math.Pow(2, attempt - 1));
        // Up to a quarter longer, depending on the event: otherwise a recovered receiver would get all events at once.
        return TimeSpan.FromSeconds(seconds * (1 + ((uint)eventId.GetHashCode() % 1000 / 4000.0)));
    }
}
