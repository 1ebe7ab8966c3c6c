using System.Globalization;

namespace PspLoad.Payments.Data;

/// <summary>
/// Orders from a CSV file with the columns <c>amount</c>, <c>currency</c> and optionally <c>weight</c> (relative frequency of the row, default 1).
/// Rows are drawn with the iteration's random values, so the same seed draws the same rows.
/// </summary>
public sealed class CsvFeed : IOrderFeed
{
    private const string Amount = "amount",
        Currency = "currency",
        Weight = "weight";

    /// <summary>Minor units: large enough for partial captures and refunds; at most what ISO 8583 field 4 can hold.</summary>
    private const long Least = 100,
        Most = 999_999_999_999;

    private readonly OrderData[] _orders;
    private readonly double[] _bounds;

    private CsvFeed(IReadOnlyList<(OrderData Data, double Weight)> rows)
    {
        _orders = [.. rows.Select(row => row.Data)];
        _bounds = new double[rows.Count];
        double sum = 0;
        for (var i = 0; i < rows.Count; i++)
            _bounds[i] = sum += rows[i].Weight;
    }

    public OrderData Draw(Random random)
    {
        var place = Array.BinarySearch(_bounds, random.NextDouble() * _bounds[^1]);
        return _orders[Math.Min(place < 0 ? ~place : place + 1, _orders.Length - 1)];
    }

    /// <param name="file">path; RFC 4180 without quoted values</param>
    /// <returns>the feed, or all errors of the file, one line each: <c>file:line: column: problem; remedy</c></returns>
    public static (CsvFeed? Feed, IReadOnlyList<string> Errors) Read(string file)
    {
        if (!File.Exists(file))
            return (null, [$"{file}: there is no such file"]);
        var lines = File.ReadAllLines(file);
        var columns = lines.Length == 0 ? [] : Cells(lines[0]);
        List<string> errors = [];
        foreach (var missing in new[] { Amount, Currency }.Except(columns))
            errors.Add($"{file}:1: {missing}: the column is missing; the first line names the columns {Amount},{Currency}[,{Weight}]");
        foreach (var unknown in columns.Except([Amount, Currency, Weight]))
            errors.Add($"{file}:1: {unknown}: there is no such column; expected {Amount}, {Currency} and {Weight}");
        if (errors.Count > 0)
            return (null, errors);
        List<(OrderData, double)> rows = [];
        for (var line = 2; line <= lines.Length; line++)
        {
            if (lines[line - 1].Length > 0)
                rows.Add(ReadRow($"{file}:{line}", columns, Cells(lines[line - 1]), errors));
        }
        if (errors.Count == 0 && rows.Count == 0)
            errors.Add($"{file}: has no orders; expected a line each below the columns' names");
        return errors.Count == 0 ? (new CsvFeed(rows), []) : (null, errors);
    }

    private static (OrderData, double) ReadRow(string place, string[] columns, string[] cells, List<string> errors)
    {
        if (cells.Length != columns.Length)
        {
            errors.Add($"{place}: has {cells.Length} values; expected {columns.Length}, one for each column");
            return default;
        }
        string Cell(string column) => Array.IndexOf(columns, column) is var index and >= 0 ? cells[index] : "1";
        if (!long.TryParse(Cell(Amount), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount is < Least or > Most)
            errors.Add($"{place}: {Amount}: '{Cell(Amount)}' is not an amount; expected minor units, from {Least} to {Most}");
        if (Cell(Currency) is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper))
            errors.Add($"{place}: {Currency}: '{Cell(Currency)}' is not a currency; expected three capitals of ISO 4217, for example EUR");
        if (
            !double.TryParse(Cell(Weight), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            || weight <= 0
            || double.IsInfinity(weight)
        )
        {
            errors.Add($"{place}: {Weight}: '{Cell(Weight)}' is not a weight; expected a number above 0");
        }

        return (new OrderData(amount, Cell(Currency)), weight);
    }

    private static string[] Cells(string line) => line.Split(',', StringSplitOptions.TrimEntries);
}
