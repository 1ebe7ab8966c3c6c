using System.Globalization;

namespace PspLoad.Roles.Operations.Database;

/// <summary>
/// End of a server's history in MariaDB's notation: domain, server and sequence number, such as <c>0-3323068437-1042</c>. Several are
/// separated by commas.
/// </summary>
public sealed class GtidSet
{
    private readonly IReadOnlyList<Gtid> _last;

    private GtidSet(IReadOnlyList<Gtid> last) => this._last = last;

    /// <param name="text">value of <c>gtid_binlog_pos</c> or a similar variable; empty for a server that never wrote</param>
    /// <exception cref="FormatException">not a list of GTIDs</exception>
    public static GtidSet Parse(string text) => new([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One)]);

    /// <summary>
    /// How many transactions of this history another server lacks. Within a domain, sequence numbers rise no matter which server writes. In
    /// strict mode, a server that has a number of another server also has everything before it. So the two histories are identical up to the
    /// highest number that both have of the same server.
    /// </summary>
    /// <param name="other">everything the other server has: the state of its binary log and the position it was seeded from</param>
    public long MissingFrom(GtidSet other) =>
        _last.GroupBy(mine => mine.Domain).Sum(domain => domain.Max(mine => mine.Sequence) - domain.Max(mine => Math.Min(mine.Sequence, other.Reached(mine))));

    public GtidSet Union(GtidSet other) => new([.. _last, .. other._last]);

    public override string ToString() => _last.Count == 0 ? "nothing" : string.Join(',', _last);

    /// <summary>Highest sequence number of the same server in this history; 0 if there is none.</summary>
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
