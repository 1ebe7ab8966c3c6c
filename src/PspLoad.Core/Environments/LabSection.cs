using System.Net;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Reads <c>lab</c>.</summary>
/// <param name="hosts">null if the file has no list of hosts</param>
/// <param name="ssh">null if the file has no ssh section</param>
/// <param name="errors">receives every error</param>
internal sealed class LabSection(IReadOnlyList<HostEntry>? hosts, SshSettings? ssh, ICollection<ConfigurationError> errors)
{
    /// <summary>64 CPUs.</summary>
    private const int MostCpuPercent = 6400;

    private static readonly IPNetwork s_benchmarking = IPNetwork.Parse("198.18.0.0/15");

    public LabSettings Read(ConfigurationMapping section)
    {
        var lab = new MappingReader(section, EnvironmentKeys.OfLab, errors);
        return new LabSettings(Network(lab), Publish(lab), ByHost(lab, EnvironmentKeys.LabCpuPercent, 5, MostCpuPercent, "a percentage", (_, _, _) => { }));
    }

    private static IPNetwork Network(MappingReader lab)
    {
        var key = EnvironmentKeys.LabNetwork;
        if (lab.Text(key) is not { } text)
            return s_benchmarking;

        if (!AddressText.TryNetwork(text, out var network))
            lab.Refuse(key, $"{ConfigurationError.Quote(text)} is not a network, or has bits set after its prefix", key.Expected);
        else if (!s_benchmarking.Contains(network.BaseAddress) || network.PrefixLength < s_benchmarking.PrefixLength)
            lab.Refuse(key, $"{text} reaches outside {s_benchmarking}, the range for benchmarks (RFC 2544)", $"expected {s_benchmarking} or a part of it");
        else if (network.PrefixLength > 24)
            lab.Refuse(key, $"{text} is too small", "expected a prefix of /24 or shorter: a lab takes a /24");
        return network;
    }

    private Dictionary<string, int> Publish(MappingReader lab) => ByHost(lab, EnvironmentKeys.LabPublish, 1, 65535, "a port", RefuseSsh);

    private Dictionary<string, int> ByHost(
        MappingReader lab,
        ConfigurationKey key,
        int minimum,
        int maximum,
        string noun,
        Action<ConfigurationScalar, string, int> check
    )
    {
        var numbers = new Dictionary<string, int>();
        var names = HostEntry.Names(hosts ?? []);
        foreach (var (host, value) in lab.Mapping(key)?.Entries ?? [])
        {
            if (names.Count > 0 && !names.Contains(host))
                errors.Add(value.Error($"no host has the name {ConfigurationError.Quote(host)}", NearestName.Suggestion(host, names)));

            if (value is ConfigurationScalar scalar && lab.WholeNumber(scalar, minimum, maximum) is { } number)
            {
                numbers[host] = number;
                check(scalar, host, number);
            }
            else if (value is ConfigurationList or ConfigurationMapping)
            {
                errors.Add(value.Error($"is {value.Kind}, not {noun}", key.Expected));
            }
        }

        return numbers;
    }

    private void RefuseSsh(ConfigurationScalar value, string host, int port)
    {
        if (port != ssh?.Port)
            return;

        errors.Add(
            host == ssh.Gateway
                ? value.Error($"port {port} is the gateway's SSH, which a lab publishes by itself", "remove this line")
                : value.Error($"port {port} is SSH, which is reached only through the gateway", "remove this line, or publish another port")
        );
    }
}
