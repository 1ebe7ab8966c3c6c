using PspLoad.Lab.Hosts;

namespace PspLoad.UnitTests.Lab.Hosts;

internal static class TestSpec
{
    public static HostSpec Front { get; } =
        new(
            HostSpec.CurrentRecipe,
            "front",
            "psp.test",
            "pspload-lab-host:0123456789ab",
            "198.18.7.0/24",
            "198.18.7.15",
            "ops",
            22,
            "ecdsa-sha2-nistp256 AAAA",
            new SortedDictionary<int, int> { [443] = 20418 },
            ["/dev/fuse"],
            CgroupV2: false
        );
}
