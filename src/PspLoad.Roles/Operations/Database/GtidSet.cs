using System.Globalization;

namespace PspLoad.Roles.Operations.Database;

/// <summary>Where a server's history ends, as MariaDB writes it: <c>0-3323068437-1042</c>, domain, server and sequence number; several with
/// commas between.</summary>
public sealed class GtidSet
{
    private readonly IReadOnlyList<Gtid> _last;

    private GtidSet(IReadOnlyList<Gtid> last) => this._last = last;

    /// <param name="text">of <c>gtid_binlog_pos</c> and its like; empty for a server that never wrote</param>
    /// <exception cref="FormatException">it is no list of GTIDs</exception>
    public static GtidSet Parse(string text) => new([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)]);

    /// <summary>
    /// How many transactions of this history another server lacks. Numbers rise in one domain whoever writes, and with strict mode a server
    /// that has a number of
    /// another's has all before it: up to the highest that both have of the same server, the two are one history.
    /// </summary>
    /// <param name="other">everything that the other has: its binary log's state and what it was made from</param>
    public long MissingFrom(GtidSet other) =>
        _last.GroupBy(mine => mine.Domain).Sum(domain => domain.Max(mine => mine.Sequence) - domain.Max(mine => Math.Min(mine.Sequence, other.Reached(mine))));

    public GtidSet Union(GtidSet other) => new([.. _last, .. other._last]);

    public override string ToString() => _last.Count == 0 ? "nothing" : string.Join(',', _last);

    /// <summary>How far this history has the same server's numbers; 0 where it has none of them.</summary>
    private long Reached(Gtid of) =>
        _last.Where(mine => mine.Domain == of.Domain && mine.Server == of.Server).Select(mine => mine.Sequence).DefaultIfEmpty(0).Max();

    private static Gtid One(string text)
    {
        var parts = text.Split('-');
        return
            parts.Length == 3
            && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var domain)
            && uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var server)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new Gtid(domain, server, sequence)
            : throw new FormatException($"'{text}' is not a GTID of MariaDB");
    }

    private sealed record Gtid(uint Domain, uint Server, long Sequence)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Domain}-{Server}-{Sequence}");
    }
}
