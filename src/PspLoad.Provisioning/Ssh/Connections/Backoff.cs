namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// Delays between attempts. The delay doubles each time up to <paramref name="longest"/>, and a random part of up to one half is subtracted.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, int seed)
{
#pragma warning disable CA5394 // Jitter, not a secret.
    private readonly Random _random = new(seed);

    /// <param name="attempt">number of the attempt that failed; 1 for the first failure</param>
    public TimeSpan After(int attempt)
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        lock (_random)
            return TimeSpan.FromMilliseconds(full * (0.5 + (_random.NextDouble() / 2)));
    }
#pragma warning restore CA5394
}
