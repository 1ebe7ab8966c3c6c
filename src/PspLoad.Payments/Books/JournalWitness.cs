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

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var record in JournalReader.Read(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }
}
