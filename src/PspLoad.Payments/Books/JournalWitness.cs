using System.Runtime.CompilerServices;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The client's journal.</summary>
/// <param name="folder">folder of the journal</param>
public sealed class JournalWitness(string folder) : IWitness
{
    public string Name => "journal";

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Asked, Witness.Told];

    /// <summary>When its last request or answer was written, in microseconds since 1970, UTC. Set by reading; 0 when the journal is empty.</summary>
    public long Last { get; private set; }

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var record in JournalReader.Read(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Last = Math.Max(Last, record.At);
            yield return record;
        }
    }
}
