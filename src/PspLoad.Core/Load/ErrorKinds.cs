namespace PspLoad.Core.Load;

/// <summary>What an <see cref="ErrorKind"/> means for the accounting, and what people call it.</summary>
public static class ErrorKinds
{
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

    /// <summary>Short name for summaries and for <c>errors[].kind</c> of run.json; stable.</summary>
    public static string Label(this ErrorKind kind) =>
        kind switch
        {
            ErrorKind.None => "ok",
            ErrorKind.NameNotResolved => "name not resolved",
            ErrorKind.ConnectRefused => "connect refused",
            ErrorKind.ConnectTimeout => "connect time-out",
            ErrorKind.ConnectFailed => "connect failed",
            ErrorKind.Tls => "tls",
            ErrorKind.Reset => "reset",
            ErrorKind.ReadTimeout => "read time-out",
            ErrorKind.Protocol => "protocol",
            ErrorKind.Status4xx => "status 4xx",
            ErrorKind.Status5xx => "status 5xx",
            ErrorKind.StatusOther => "status other",
            ErrorKind.CheckFailed => "check failed",
            ErrorKind.Interrupted => "interrupted",
            ErrorKind.InjectorLimit => "injector limit",
            ErrorKind.FlowFault => "flow fault",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unnamed error kind"),
        };
}
