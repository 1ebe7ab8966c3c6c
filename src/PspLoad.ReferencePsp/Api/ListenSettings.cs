using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PspLoad.ReferencePsp.Api;

/// <summary>Where requests are taken.</summary>
/// <param name="Api">the API</param>
/// <param name="Internal">health and metrics; never behind the front</param>
/// <param name="Certificates">TLS for the API, the node's and then the authorities' that are sent with it; null: plain HTTP</param>
/// <param name="MaxBodyBytes">of a request</param>
/// <param name="MaxHeaderBytes">of all headers together</param>
public sealed record ListenSettings(IPEndPoint Api, IPEndPoint Internal, IReadOnlyList<X509Certificate2>? Certificates, int MaxBodyBytes, int MaxHeaderBytes);
