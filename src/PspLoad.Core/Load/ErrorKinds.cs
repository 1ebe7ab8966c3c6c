using PspLoad.Core.Results;

namespace PspLoad.Core.Load;

/// <summary>What an <see cref="ErrorKind"/> means for the accounting, and what people call it.</summary>
public static class ErrorKinds
{
    private static readonly string[] s_labels = [.. Enum.GetValues<ErrorKind>().Select(kind => kind.JsonName())];

    /// <summary>Number of kinds, <see cref="ErrorKind.None"/> included: the size of an array indexed by kind.</summary>
    public const int Count = (int)ErrorKind.FlowFault + 1;

    /// <summary>No whole answer in time: neither success nor failure is known (indeterminate, for a payment).</summary>
    public static bool IsTimeOut(this ErrorKind kind) => kind is ErrorKind.ConnectTimeout or ErrorKind.ReadTimeout or ErrorKind.Interrupted;

    /// <summary>The injector's doing, not the server's.</summary>
    public static bool IsInjectorsOwn(this ErrorKind kind) => kind is ErrorKind.InjectorLimit or ErrorKind.FlowFault;

    /// <summary>Kind of a status code that the flow didn't expect.</summary>
    public static ErrorKind OfStatus(int status) =>
        status switch
        {
            >= 500 and <= 599 => ErrorKind.Status5xx,
            >= 400 and <= 499 => ErrorKind.Status4xx,
            _ => ErrorKind.StatusOther,
        };

    /// <summary>Short name for summaries and for <c>run.json</c>; stable.</summary>
    public static string Label(this ErrorKind kind) => s_labels[(int)kind];
}
