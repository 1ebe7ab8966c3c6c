using System.Text.Json.Serialization;

namespace PspLoad.Core.Load;

/// <summary>How a request or a check ended. Kinds are counted apart; a step that ended well has <see cref="None"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorKind>))]
public enum ErrorKind : byte
{
    /// <summary>No error: the answer came, was well-formed and passed its checks.</summary>
    [JsonStringEnumMemberName("ok")]
    None = 0,

    /// <summary>The host name has no address.</summary>
    [JsonStringEnumMemberName("name not resolved")]
    NameNotResolved,

    /// <summary>ECONNREFUSED: the host answered that nobody listens.</summary>
    [JsonStringEnumMemberName("connect refused")]
    ConnectRefused,

    /// <summary>No connection within the connect time-out (TLS handshake included).</summary>
    [JsonStringEnumMemberName("connect time-out")]
    ConnectTimeout,

    /// <summary>Any other failure to connect: no route, network or host unreachable.</summary>
    [JsonStringEnumMemberName("connect failed")]
    ConnectFailed,

    /// <summary>TLS handshake failed: certificate, name, version or alert.</summary>
    [JsonStringEnumMemberName("tls")]
    Tls,

    /// <summary>The peer reset or closed the connection before a whole answer was read.</summary>
    [JsonStringEnumMemberName("reset")]
    Reset,

    /// <summary>Connected and sent, but no whole answer within the read time-out.</summary>
    [JsonStringEnumMemberName("read time-out")]
    ReadTimeout,

    /// <summary>The answer breaks HTTP or exceeds a limit (header size, body size, chunk framing).</summary>
    [JsonStringEnumMemberName("protocol")]
    Protocol,

    /// <summary>Status 4xx where it was not expected.</summary>
    [JsonStringEnumMemberName("status 4xx")]
    Status4xx,

    /// <summary>Status 5xx where it was not expected.</summary>
    [JsonStringEnumMemberName("status 5xx")]
    Status5xx,

    /// <summary>Any other status that was not expected (1xx to 3xx).</summary>
    [JsonStringEnumMemberName("status other")]
    StatusOther,

    /// <summary>The status was right, the content was not: a check of the flow failed.</summary>
    [JsonStringEnumMemberName("check failed")]
    CheckFailed,

    /// <summary>Cut off by the end of the graceful stop: what the server did with it is unknown.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>The injector's own limit: no free descriptor, local port or pooled connection. Makes the run INVALID.</summary>
    [JsonStringEnumMemberName("injector limit")]
    InjectorLimit,

    /// <summary>The flow's code threw an exception that is none of the above: a defect in the flow. Makes the run INVALID.</summary>
    [JsonStringEnumMemberName("flow fault")]
    FlowFault,
}
