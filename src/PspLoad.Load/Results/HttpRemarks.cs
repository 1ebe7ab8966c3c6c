using PspLoad.Core.Results;
using PspLoad.Load.Http;

namespace PspLoad.Load.Results;

/// <summary>Remarks on what happened beside the answers: nothing of it fails a request, and all of it can change what was measured.</summary>
public static class HttpRemarks
{
    /// <summary>Answers that were redirects and passed. The load does not follow them.</summary>
    /// <param name="redirects">how many</param>
    public static IEnumerable<FindingPart> OfRedirects(long redirects)
    {
        if (redirects > 0)
        {
            yield return new(
                FindingId.Redirected,
                Severity.Warning,
                $"{redirects} × an answer was a redirect (301, 302, 303, 307 or 308) and passed; the load does not follow redirects: "
                    + "give the final URL, or --expect-status if the redirect itself is under test"
            );
        }
    }

    /// <summary>What a transport counted over the whole run, warm-up included.</summary>
    public static IEnumerable<FindingPart> Of(ConnectionCounts counts)
    {
        if (counts.Resent > 0)
        {
            yield return new(
                FindingId.Resent,
                Severity.Info,
                $"{counts.Resent} × a request was sent again on a new connection, because the server closed the used "
                    + "one before it answered (RFC 9112, 9.3.1); its time counts from the first"
            );
        }
        if (counts.Interim > 0)
        {
            yield return new(
                FindingId.InterimAnswers,
                Severity.Info,
                $"{counts.Interim} × an interim (1xx) answer came before the final one; the time until the final one counts"
            );
        }
        if (counts.Cookies > 0)
        {
            yield return new(
                FindingId.CookiesDropped,
                Severity.Info,
                $"{counts.Cookies} × a server set a cookie, and no request sent one back; if the server needs it, send it with load --header 'Cookie: …'"
            );
        }
    }
}
