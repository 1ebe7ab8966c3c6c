using System.Collections.Concurrent;
using PspLoad.Core.Load;

namespace PspLoad.Load.Recording;

/// <summary>The first few different details of every kind of error, for finding the cause. Bounded.</summary>
public sealed class ErrorExamples
{
    private const int EachKind = 3;
    private const int LongestDetail = 300;

    private readonly ConcurrentDictionary<(int Row, ErrorKind Kind), ConcurrentQueue<string>> _details = new();

    public void Add(int row, ErrorKind kind, string? detail)
    {
        if (string.IsNullOrWhiteSpace(detail))
            return;
        var kept = _details.GetOrAdd((row, kind), static _ => new ConcurrentQueue<string>());
        var line = detail.Length > LongestDetail ? detail[..LongestDetail] : detail;
        if (kept.Count < EachKind && !kept.Contains(line))
            kept.Enqueue(line);
    }

    public IReadOnlyCollection<string> Of(int row, ErrorKind kind) => _details.TryGetValue((row, kind), out var kept) ? kept : [];
}
