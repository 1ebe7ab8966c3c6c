using System.Net;
using PspLoad.Lab.Network;

namespace PspLoad.UnitTests.Lab.Network;

public sealed class SubnetChoiceTests
{
    private static readonly IPNetwork s_range = IPNetwork.Parse("198.18.0.0/15");

    [Fact]
    public void Every_subnet_of_the_range_is_one_candidate()
    {
        var candidates = SubnetChoice.Candidates(s_range, seed: 700, taken: []).ToList();
        Assert.Equal(512, candidates.Count);
        Assert.Equal(512, candidates.Distinct().Count());
        Assert.All(candidates, subnet => Assert.True(s_range.Contains(subnet.BaseAddress) && subnet.PrefixLength == 24));
    }

    [Fact]
    public void The_seed_decides_the_first_candidate_and_the_search_wraps_around() =>
        Assert.Equal(
            [IPNetwork.Parse("198.19.255.0/24"), IPNetwork.Parse("198.18.0.0/24"), IPNetwork.Parse("198.18.1.0/24")],
            SubnetChoice.Candidates(s_range, seed: 511 + 512, taken: []).Take(3)
        );

    [Theory]
    [InlineData("198.18.0.0/24")]
    [InlineData("198.18.0.128/25")] // a part of the network
    [InlineData("198.18.0.0/16")] // contains the network
    public void Taken_networks_of_any_size_are_skipped(string taken) =>
        Assert.DoesNotContain(IPNetwork.Parse("198.18.0.0/24"), SubnetChoice.Candidates(s_range, seed: 0, [IPNetwork.Parse(taken)]));

    [Fact]
    public void A_completely_taken_range_has_no_candidates() => Assert.Empty(SubnetChoice.Candidates(s_range, seed: 0, [s_range]));

    [Fact]
    public void The_largest_seed_is_valid() => Assert.Equal(512, SubnetChoice.Candidates(s_range, uint.MaxValue, taken: []).Count());

    [Fact]
    public void A_range_of_24_bits_is_its_only_candidate() =>
        Assert.Equal([IPNetwork.Parse("198.18.7.0/24")], SubnetChoice.Candidates(IPNetwork.Parse("198.18.7.0/24"), seed: 9, taken: []));

    [Fact]
    public void A_hosts_number_is_its_last_octet() => Assert.Equal(IPAddress.Parse("198.18.7.254"), SubnetChoice.Host(IPNetwork.Parse("198.18.7.0/24"), 254));
}
