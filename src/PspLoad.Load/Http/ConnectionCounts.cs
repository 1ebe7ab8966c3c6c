using System.Runtime.InteropServices;

namespace PspLoad.Load.Http;

/// <summary>What happened to a transport's connections, in numbers.</summary>
/// <param name="Open">connections that exist now, those being opened included</param>
/// <param name="Idle">of these, without a request</param>
/// <param name="Waiting">requests that wait for a connection because the cap is reached</param>
/// <param name="Opened">connections that were established (TCP and TLS) since the start</param>
/// <param name="OpenFailed">attempts to open one that failed</param>
/// <param name="ClosedIdle">closed by the peer while idle; no request was hurt</param>
/// <param name="SurplusData">closed by us because bytes came after a whole answer or without a request</param>
/// <param name="Resent">requests sent again on a new connection (see <see cref="HttpRequest.MayBeResent"/>)</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConnectionCounts(int Open, int Idle, int Waiting, long Opened, long OpenFailed, long ClosedIdle, long SurplusData, long Resent);
