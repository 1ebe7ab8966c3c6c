using System.Security.Cryptography.X509Certificates;
using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator.Configuration;

/// <summary>All options, read from the environment by <see cref="SimulatorOptionsReader"/>.</summary>
/// <param name="Listen">address of the operations; port 0 takes a free one</param>
/// <param name="AdminListen">address of administration, health and metrics</param>
/// <param name="Certificates">for https: the server's certificate, then the intermediate ones to send with it</param>
/// <param name="AdminToken">bearer token of administration</param>
/// <param name="ApiToken">bearer token of operations; null: none needed</param>
/// <param name="Behaviour">initial behaviour</param>
/// <param name="MaxBookEntries">largest number of operations in the book</param>
public sealed record SimulatorOptions(
    Uri Listen,
    Uri AdminListen,
    IReadOnlyList<X509Certificate2>? Certificates,
    string AdminToken,
    string? ApiToken,
    Behaviour Behaviour,
    int MaxBookEntries
);
