namespace PspLoad.Payments.Stories;

/// <summary>The names of <see cref="Effect"/> in messages.</summary>
internal static class Effects
{
    public static string Noun(this Effect effect) =>
        effect switch
        {
            Effect.None => "no movement",
            Effect.Authorize => "authorisation",
            Effect.Sale => "sale",
            Effect.Capture => "capture",
            Effect.Void => "void",
            Effect.Refund => "refund",
            Effect.Chargeback => "chargeback",
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "unknown effect"),
        };
}
