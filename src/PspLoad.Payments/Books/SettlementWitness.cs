using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PspLoad.Payments.Client;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>
/// The PSP's settlement files, from <c>GET /v1/settlements/DAY</c>: what the merchant is paid. The PSP makes the file of a day on demand, so the lines of
/// today can be compared before the file is delivered.
/// </summary>
/// <param name="psp">the PSP</param>
/// <param name="mark">the run's part of the ledger; each line names its ledger entry</param>
public sealed class SettlementWitness(PspClient psp, BooksMark mark) : IWitness
{
    private const int PageSize = 5_000;

    /// <summary>Largest difference between the clocks of this machine and of the database: around midnight they have different days.</summary>
    private static readonly TimeSpan s_clocks = TimeSpan.FromMinutes(10);

    public string Name => "PSP's settlement files";

    public IReadOnlyList<Witness> Tells => Gap is null ? [Witness.Settled] : [];

    public string? Gap { get; private set; }

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = DateOnly.FromDateTime(psp.Time.GetUtcNow().UtcDateTime + s_clocks);
        for (var day = DateOnly.FromDateTime(mark.From.UtcDateTime); day <= last; day = day.AddDays(1))
        {
            await foreach (var line in ReadAsync(day, cancellationToken))
                yield return line;
        }
    }

    private async IAsyncEnumerable<SettledLine> ReadAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = mark.LedgerCursor;
        while (true)
        {
            var path = $"/v1/settlements/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}?cursor={cursor}&limit={PageSize}";
            var lines = await LedgerRequest.ReadAsync(psp, path, Parse, cancellationToken);
            Gap = lines is null ? "the PSP has no settlement files" : null;
            foreach (var (line, entry) in lines ?? [])
            {
                if (IsOfTheRun(line, entry))
                    yield return line;
                cursor = entry;
            }
            if (lines is not { Count: PageSize })
                yield break;
        }
    }

    private bool IsOfTheRun(SettledLine line, string entry) =>
        mark.End is null
        || ulong.Parse(entry, CultureInfo.InvariantCulture) <= ulong.Parse(mark.End.LedgerCursor, CultureInfo.InvariantCulture)
        || mark.IsOwn(line.OrderId);

    private static List<(SettledLine Line, string Entry)>? Parse(ReadOnlySpan<byte> csv) =>
        [.. Encoding.UTF8.GetString(csv).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ParseLine)];

    private static (SettledLine Line, string Entry) ParseLine(string line)
    {
        // time, payment, order, operation, kind, currency, amount, ledger entry
        if (Fields(line) is not [var time, var payment, var order, var operation, var kind, var currency, var amount, var entry])
            throw new FormatException($"'{line}' is not a line of a settlement file");
        var at = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        var paid = long.Parse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var effect = EffectOf(kind);
        // Money that goes back to the cardholder is below zero in the file.
        var moved = effect is Effect.Refund or Effect.Chargeback ? -paid : paid;
        return (
            new SettledLine(order, (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, operation, payment, effect, moved, currency),
            entry
        );
    }

    private static Effect EffectOf(string kind) =>
        kind switch
        {
            "payment" or "authentication" => Effect.Sale,
            "capture" => Effect.Capture,
            "refund" => Effect.Refund,
            "chargeback" => Effect.Chargeback,
            _ => Effect.None,
        };

    /// <summary>RFC 4180 in one line. A quote before a formula character protects spreadsheets.</summary>
    private static List<string> Fields(string line)
    {
        List<string> fields = [];
        StringBuilder field = new();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Next();
            else
                field.Append(line[i]);
        }
        Next();
        return fields;

        void Next()
        {
            var text = field.ToString();
            fields.Add(text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text);
            field.Clear();
        }
    }
}
