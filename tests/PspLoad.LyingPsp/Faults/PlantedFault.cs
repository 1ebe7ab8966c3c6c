using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Faults;

/// <summary>
/// One way in which a PSP loses, invents or mistells money. It hits every second order of one flow. Each seam is honest unless the fault replaces it.
/// </summary>
/// <param name="Name">kebab-case</param>
/// <param name="Incident">how real systems come to it, one sentence</param>
/// <param name="Kinds">the violations that a run finds, of each hit order at least the first</param>
internal sealed record PlantedFault(string Name, string Incident, params IReadOnlyList<ViolationKind> Kinds)
{
    /// <summary>Where it is planted, for the table.</summary>
    public required string Place { get; init; }

    /// <summary>Flow whose orders it hits.</summary>
    public required string Flow { get; init; }

    /// <summary>The operations that it hits, among those of hit orders.</summary>
    public Func<ApiRequest, bool> Hits { get; init; } = _ => true;

    /// <summary>What the PSP takes the request for.</summary>
    public Func<ApiRequest, World, ApiRequest> Understands { get; init; } = (request, _) => request;

    /// <summary>The earlier operation that the PSP finds under the key; null for none.</summary>
    public Func<ApiRequest, Act?, World, Act?> Finds { get; init; } = (_, found, _) => found;

    /// <summary>What reaches the acquirer.</summary>
    public Func<Act, BookLine, World, IReadOnlyList<BookLine>>? Charges { get; init; }

    /// <summary>What the PSP makes of the acquirer's decision: the reason to decline, or null.</summary>
    public Func<Act, string?, string?> Decides { get; init; } = (_, decline) => decline;

    /// <summary>What the last transaction writes.</summary>
    public Func<Act, Commit, World, Commit> Commits { get; init; } = (_, commit, _) => commit;

    /// <summary>What happens after the commit, before the answer.</summary>
    public Action<Act, World>? Afterwards { get; init; }

    /// <summary>What the client is told.</summary>
    public Func<Act, ApiAnswer, World, ApiAnswer> Answers { get; init; } = (_, answer, _) => answer;

    /// <summary>What a background worker does a moment after the answer.</summary>
    public Action<Act, World>? Later { get; init; }

    /// <summary>What a background worker does after a first look at the books.</summary>
    public Action<Act, World>? LongAfter { get; init; }

    /// <summary>What <c>GET /v1/payments/ID</c> shows; null for 404.</summary>
    public Func<Payment, World, Payment?> Shows { get; init; } = (payment, _) => payment;

    /// <summary>What <c>GET /v1/ledger/entries</c> lists; null for nothing.</summary>
    public Func<LedgerSide, LedgerSide?> Lists { get; init; } = side => side;

    /// <summary>What the settlement file has of a ledger entry; null for no line.</summary>
    public Func<LedgerSide, LedgerSide?> Settles { get; init; } = side => side;

    /// <summary>What the database has of a ledger entry; null for no row.</summary>
    public Func<LedgerSide, LedgerSide?> Keeps { get; init; } = side => side;

    /// <summary>Orders are named RUN-NUMBER. Every second one is hit.</summary>
    public static bool IsHit(string orderId) =>
        long.TryParse(orderId.AsSpan(orderId.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number % 2 == 1;
}
