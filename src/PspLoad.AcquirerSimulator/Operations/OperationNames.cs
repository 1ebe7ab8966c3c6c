namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>The names of operations in paths and JSON.</summary>
public static class OperationNames
{
    public static string Name(this Operation operation) =>
        operation switch
        {
            Operation.Authorize => "authorize",
            Operation.Sale => "sale",
            Operation.Capture => "capture",
            Operation.Void => "void",
            Operation.Refund => "refund",
            _ => "chargeback",
        };

    /// <summary>What a PSP can ask for.</summary>
    public static IEnumerable<Operation> OfPsp => Enum.GetValues<Operation>().Where(operation => operation != Operation.Chargeback);

    /// <summary>Whether the operation takes a card and creates a charge; the others act on a charge.</summary>
    public static bool TakesCard(this Operation operation) => operation is Operation.Authorize or Operation.Sale;

    /// <returns>null when no operation has that name</returns>
    public static Operation? Parse(string name) =>
        name switch
        {
            "authorize" => Operation.Authorize,
            "sale" => Operation.Sale,
            "capture" => Operation.Capture,
            "void" => Operation.Void,
            "refund" => Operation.Refund,
            _ => null,
        };
}
