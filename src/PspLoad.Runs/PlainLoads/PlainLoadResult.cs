using PspLoad.Core.Results;
using PspLoad.Load.Results;

namespace PspLoad.Runs.PlainLoads;

/// <summary>The outcome of a plain load.</summary>
/// <param name="Load">what was measured</param>
/// <param name="Thresholds">each condition with its verdict</param>
/// <param name="Verdict">the verdict on all of it</param>
/// <param name="Traffic">what happened beside the answers</param>
public sealed record PlainLoadResult(LoadResult Load, IReadOnlyList<ThresholdPart> Thresholds, VerdictPart Verdict, TrafficPart Traffic);

/// <summary>What happened beside the answers of a plain load, warm-up included.</summary>
/// <param name="Redirects">answers that were redirects and passed</param>
/// <param name="Resent">requests sent again on a new connection</param>
/// <param name="InterimAnswers">1xx answers; 0 with --http2, which does not count them</param>
/// <param name="CookiesDropped">cookies that the server set</param>
public sealed record TrafficPart(long Redirects, long Resent, long InterimAnswers, long CookiesDropped);
