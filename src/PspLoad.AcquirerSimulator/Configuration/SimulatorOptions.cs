using System.Security.Cryptography.X509Certificates;
using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator.Configuration;

/// <summary>Everything that the environment decides; read by <see cref="SimulatorOptionsReader"/>.</summary>
/// <param name="Listen">address of the operations; port 0 takes a free one</param>
/// <param name="AdminListen">address of administration, health and metrics</param>
/// <param name="Certificates">for addresses with https: the server's, then the authorities' that are sent with it</param>
/// <param name="AdminToken">what administration asks for</param>
/// <param name="ApiToken">what operations ask for, or null</param>
/// <param name="Behaviour">at start</param>
/// <param name="MaxBookEntries">most operations the book holds</param>
public sealed record SimulatorOptions(
    Uri Listen,
    Uri AdminListen,
    IReadOnlyList<X509Certificate2>? Certificates,
    string AdminToken,
    string? ApiToken,
    Behaviour Behaviour,
    int MaxBookEntries
);
