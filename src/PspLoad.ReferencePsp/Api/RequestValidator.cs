using System.Globalization;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Api;

/// <summary>Collects all errors of a request. Their texts never repeat a value.</summary>
public sealed class RequestValidator
{
    /// <summary>Minor units: the largest amount that fits ISO 8583 field 4 (n 12).</summary>
    public const long MaxAmount = 999_999_999_999;

    private readonly List<FieldError> _errors = [];

    public void ThrowIfInvalid()
    {
        if (_errors.Count > 0)
            throw Problems.Invalid(_errors);
    }

    public long Amount(long? amount, bool required = true)
    {
        if (amount is null && required)
            Add("amount", "is missing");
        if (amount is <= 0 or > MaxAmount)
            Add("amount", $"must be from 1 to {MaxAmount} minor units");
        return amount ?? 0;
    }

    public string Currency(string? currency)
    {
        if (currency is null)
            Add("currency", "is missing");
        else if (!Currencies.Contains(currency))
            Add("currency", "must be an ISO 4217 code in capitals, for example EUR");
        return currency ?? "";
    }

    public string OrderId(string? orderId)
    {
        if (string.IsNullOrWhiteSpace(orderId))
            Add("orderId", "is missing");
        else if (orderId.Length > 64 || orderId.Any(char.IsControl))
            Add("orderId", "must have at most 64 characters and no control characters");
        else if (CardNumberMask.Contains(orderId))
            Add("orderId", "contains what looks like a card number, which may not be stored");
        return orderId ?? "";
    }

    public string? ReturnUrl(string? url)
    {
        if (url is null)
            return null;
        if (url.Length > 512 || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http"))
            Add("returnUrl", "must be an http(s) URL of at most 512 characters");
        else if (CardNumberMask.Contains(url))
            Add("returnUrl", "contains what looks like a card number, which may not be stored");
        return url;
    }

    /// <summary>The value of one of the names; the first is the default.</summary>
    public T OneOf<T>(string field, string? name, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (name is null)
            return choices[0].Value;
        List<string> names = [];
        foreach ((var choice, var value) in choices)
        {
            if (string.Equals(choice, name, StringComparison.Ordinal))
                return value;
            names.Add(choice);
        }

        Add(field, "must be one of " + string.Join(", ", names));
        return choices[0].Value;
    }

    /// <summary>A token's id or a card; both are null when the source is invalid.</summary>
    public (Guid? Token, PaymentCard? Card) Source(SourceRequest? source)
    {
        switch (source)
        {
            case null:
                Add("source", "is missing");
                return (null, null);
            case { Token: null, Card: null } or { Token: not null, Card: not null }:
                Add("source", "must have either a token or a card");
                return (null, null);
            case { Token: { } token }:
                if (Identifiers.TryParse(Identifiers.TokenPrefix, token, out var id))
                    return (id, null);
                Add("source.token", "is not a token");
                return (null, null);
            default:
                return (null, Card("source.card", source.Card));
        }
    }

    /// <summary>Nobody is there to enter a card or to pass a challenge.</summary>
    public void MerchantInitiated(SourceRequest? source, ThreeDSecureMode challenge)
    {
        if (source?.Card is not null)
            Add("source", "must be a token when the merchant starts the payment");
        if (challenge == ThreeDSecureMode.Required)
            Add("threeDSecure", "cannot be required when the merchant starts the payment");
    }

    public PaymentCard? Card(string field, CardRequest? card)
    {
        if (card is null)
        {
            Add(field, "is missing");
            return null;
        }

        var before = _errors.Count;
        if (card.Number is null)
            Add(field + ".number", "is missing");
        else if (!CardNumber.IsValid(card.Number))
            Add(field + ".number", "must have 13 to 19 digits and a valid check digit");
        if (card.ExpMonth is null)
            Add(field + ".expMonth", "is missing");
        else if (card.ExpMonth is < 1 or > 12)
            Add(field + ".expMonth", "must be from 1 to 12");
        if (card.ExpYear is null)
            Add(field + ".expYear", "is missing");
        else if (card.ExpYear is < 2000 or > 2099)
            Add(field + ".expYear", "must be from 2000 to 2099");
        if (card.Cvc is { } cvc && (cvc.Length is < 3 or > 4 || !ulong.TryParse(cvc, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            Add(field + ".cvc", "must have 3 or 4 digits");
        return _errors.Count == before ? new PaymentCard(card.Number!, card.ExpMonth!.Value, card.ExpYear!.Value, card.Cvc) : null;
    }

    private void Add(string field, string detail) => _errors.Add(new FieldError(field, detail));
}
