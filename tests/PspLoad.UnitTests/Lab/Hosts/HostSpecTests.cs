using PspLoad.Lab.Hosts;

namespace PspLoad.UnitTests.Lab.Hosts;

public sealed class HostSpecTests
{
    [Fact]
    public void Equal_definitions_have_equal_hashes()
    {
        var same = TestSpec.Front with
        {
            Published = new SortedDictionary<int, int> { [443] = 20418 },
            Devices = ["/dev/fuse"],
        };
        Assert.Equal(TestSpec.Front.Hash, same.Hash);
        Assert.Matches("^[0-9a-f]{12}$", same.Hash);
    }

    [Fact]
    public void Every_part_of_the_definition_changes_the_hash()
    {
        var front = TestSpec.Front;
        HostSpec[] changed =
        [
            front with
            {
                Recipe = 0,
            },
            front with
            {
                Host = "front2",
            },
            front with
            {
                Domain = "other.test",
            },
            front with
            {
                Image = "pspload-lab-host:ba9876543210",
            },
            front with
            {
                Subnet = "198.18.8.0/24",
            },
            front with
            {
                Address = "198.18.7.16",
            },
            front with
            {
                User = "admin",
            },
            front with
            {
                SshPort = 2222,
            },
            front with
            {
                AuthorizedKey = "ecdsa-sha2-nistp256 BBBB",
            },
            front with
            {
                Published = [],
            },
            front with
            {
                Published = new SortedDictionary<int, int> { [443] = 20419 },
            },
            front with
            {
                Devices = [],
            },
            front with
            {
                CgroupV2 = true,
            },
        ];
        Assert.Equal(changed.Length + 1, changed.Append(front).Select(spec => spec.Hash).Distinct().Count());
    }
}
