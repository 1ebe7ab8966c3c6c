using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Replicas;

namespace PspLoad.Payments.Books;

/// <summary>The witnesses of a run against the reference PSP.</summary>
public static class ReferenceBooks
{
    private static readonly TimeSpan s_webhooksWithin = TimeSpan.FromSeconds(60);

    /// <param name="psp">the PSP</param>
    /// <param name="acquirer">null when its book is not compared</param>
    /// <param name="database">asks the database server that takes writes; null when the database is not compared</param>
    /// <param name="mark">where the run's part of the books begins</param>
    /// <param name="folder">folder of the run</param>
    /// <param name="webhooksWithin">how long pending webhooks are waited for; null: longer than the PSP waits for a node that was killed</param>
    /// <returns>all witnesses except the journal</returns>
    public static IReadOnlyList<IWitness> Witnesses(
        PspClient psp,
        AcquirerAdmin? acquirer,
        SqlQuery? database,
        BooksMark mark,
        string folder,
        TimeSpan? webhooksWithin = null
    )
    {
        List<IWitness> witnesses = [new LedgerWitness(psp, mark), new PaymentStateWitness(psp, Path.Combine(folder, ResultFiles.Journal))];
        if (acquirer is not null)
            witnesses.Add(new AcquirerWitness(acquirer, mark));
        if (database is not null && mark.Run is { } run)
            witnesses.Add(new DatabaseWitness(database, mark, run));
        var webhooks = Path.Combine(folder, ResultFiles.Webhooks);
        if (JournalReader.Exists(webhooks))
            witnesses.Add(new NotificationWitness(psp, mark, webhooks, webhooksWithin ?? s_webhooksWithin));
        return witnesses;
    }
}
