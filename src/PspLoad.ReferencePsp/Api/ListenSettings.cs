using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PspLoad.ReferencePsp.Api;

/// <summary>Where the node listens, and how large a request may be.</summary>
/// <param name="Api">the API</param>
/// <param name="Internal">health and metrics; not reachable through the front</param>
/// <param name="Certificates">TLS for the API: the node's certificate, then the intermediate ones to send with it; null: plain HTTP</param>
/// <param name="MaxBodyBytes">largest body of a request</param>
/// <param name="MaxHeaderBytes">largest total size of all headers</param>
public sealed record ListenSettings(IPEndPoint Api, IPEndPoint Internal, IReadOnlyList<X509Certificate2>? Certificates, int MaxBodyBytes, int MaxHeaderBytes);
