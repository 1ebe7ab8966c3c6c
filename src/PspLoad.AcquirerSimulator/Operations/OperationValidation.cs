namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>Checks whether a request can be booked.</summary>
public static class OperationValidation
{
    public const long LargestAmount = 999_999_999_999;
    public const int LongestName = 64;

    /// <returns>null when it can be booked</returns>
    public static Problem? Check(Operation operation, OperationRequest request)
    {
        if (!IsReference(request.Reference))
            return Invalid("reference", "must be 1 to 64 of A-Z a-z 0-9 _ - . :");
        if (request.OrderId?.Length > LongestName)
            return Invalid("orderId", "must be at most 64 characters");
        if (FreeTextProblem(request) is { } text)
            return text;
        if (AmountProblem(operation, request) is { } amount)
            return amount;
        return operation.TakesCard() ? CardProblem(request) : ParentProblem(request);
    }

    /// <summary>The book keeps these texts in clear.</summary>
    private static Problem? FreeTextProblem(OperationRequest request)
    {
        (string Field, string? Value)[] texts = [("reference", request.Reference), ("orderId", request.OrderId), ("parent", request.Parent)];
        var field = texts.FirstOrDefault(text => text.Value is not null && CardNumberScan.Find(text.Value).Count > 0).Field;
        return field is null ? null : Invalid(field, "must not contain a card number");
    }

    private static Problem? AmountProblem(Operation operation, OperationRequest request)
    {
        var optional = operation == Operation.Void;
        if (request.Amount is { } amount ? amount is < 1 or > LargestAmount : !optional)
            return Invalid("amount", $"must be 1 to {LargestAmount} minor units");
        if (request.Currency is { } currency ? currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper) : !optional)
            return Invalid("currency", "must be an ISO 4217 code such as EUR");
        return null;
    }

    private static Problem? CardProblem(OperationRequest request)
    {
        if (request.Parent is not null)
            return Invalid("parent", "belongs to capture, void and refund only");
        if (request.Card is not { } card)
            return Invalid("card", "is required");
        if (card.Number is not { Length: >= 12 and <= 19 } number || !number.All(char.IsAsciiDigit))
            return Invalid("card.number", "must be 12 to 19 digits");
        if (card.ExpiryMonth is not (>= 1 and <= 12))
            return Invalid("card.expiryMonth", "must be 1 to 12");
        if (card.ExpiryYear is not (>= 2000 and <= 2099))
            return Invalid("card.expiryYear", "must be 2000 to 2099");
        if (card.Cvc is { } cvc && (cvc.Length is not (3 or 4) || !cvc.All(char.IsAsciiDigit)))
            return Invalid("card.cvc", "must be 3 or 4 digits");
        return null;
    }

    private static Problem? ParentProblem(OperationRequest request)
    {
        if (request.Card is not null)
            return Invalid("card", "belongs to authorize and sale only");
        return IsReference(request.Parent) ? null : Invalid("parent", "must be the reference of an authorize or sale");
    }

    private static bool IsReference(string? text) =>
        text is { Length: >= 1 and <= LongestName } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or ':');

    private static Problem Invalid(string field, string detail) => new("Invalid request", 400, $"{field} {detail}", field);
}
