using System.Runtime.CompilerServices;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>
/// The webhooks that the harness received. It waits for those that the PSP has not delivered yet; what is pending after that is not missing, so the orders
/// of pending webhooks are not covered.
/// </summary>
/// <param name="psp">says what is pending</param>
/// <param name="mark">names the run; webhooks of other runs may still arrive</param>
/// <param name="folders">folders of the received webhooks</param>
/// <param name="waitAtMost">for pending webhooks, in total over all reads</param>
public sealed class NotificationWitness(PspClient psp, BooksMark mark, IReadOnlyList<string> folders, TimeSpan waitAtMost) : IWitness
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private long? _started;

    public string Name => "PSP's webhooks";

    /// <summary>Deliveries of the run that were read last.</summary>
    public long Read { get; private set; }

    public IReadOnlyList<Witness> Tells => PendingIsKnown ? [Witness.Notified] : [];

    public string? Gap { get; private set; }

    private bool PendingIsKnown { get; set; } = true;

    public bool Covers(string orderId) => !_pending.Contains(orderId);

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WaitForPendingAsync(cancellationToken);
        Read = 0;
        foreach (var record in folders.SelectMany(JournalReader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsOfTheRun(record.OrderId))
                continue;
            Read++;
            yield return record;
        }
        // Nothing at all is rather a wrong address than a lost webhook. It is judged all the same.
        if (Read == 0)
            Gap = "the harness received no webhook of the run: is its URL the webhookUrl of the merchant?";
    }

    private async Task WaitForPendingAsync(CancellationToken cancellationToken)
    {
        _started ??= psp.Time.GetTimestamp();
        while (true)
        {
            var webhooks = (await PendingWork.ReadAsync(psp, cancellationToken))?.Webhooks
                ?? throw LedgerRequest.Unreadable("status 404; it does not say which webhooks are pending");
            _pending.Clear();
            _pending.UnionWith((webhooks.Events ?? []).Select(pending => pending.OrderId).Where(IsOfTheRun));
            PendingIsKnown = webhooks.Pending == (webhooks.Events?.Count ?? 0);
            if ((PendingIsKnown && _pending.Count == 0) || psp.Time.GetElapsedTime(_started.Value) + s_pause > waitAtMost)
            {
                Gap = Describe(webhooks.Pending);
                return;
            }
            await Task.Delay(s_pause, psp.Time, cancellationToken);
        }
    }

    private string? Describe(long pending) =>
        !PendingIsKnown ? $"{pending} webhooks were still pending, and the PSP does not list all of them"
        : _pending.Count > 0
            ? $"webhooks of {_pending.Count} orders were still pending, so they were not compared: {string.Join(", ", _pending.Order().Take(5))}"
        : null;

    /// <summary>Webhooks of earlier runs may still arrive. What names no run's order at all belongs to this run: nobody placed such an order.</summary>
    private bool IsOfTheRun(string order) => mark.Runs.Count == 0 || mark.IsOwn(order) || !Flows.RunName.Begins(order);
}
