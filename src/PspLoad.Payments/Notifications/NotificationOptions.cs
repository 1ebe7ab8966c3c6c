using System.Text;

namespace PspLoad.Payments.Notifications;

/// <summary>Where the harness receives the PSP's webhooks.</summary>
/// <param name="url">address, port and path to listen on; http only</param>
/// <param name="secret">the webhook secret of the merchant; never shown</param>
public sealed class NotificationOptions(Uri url, string secret)
{
    public Uri Url { get; } = url;

    internal byte[] Secret { get; } = Encoding.UTF8.GetBytes(secret);
}
