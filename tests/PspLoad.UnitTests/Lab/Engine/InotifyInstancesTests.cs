using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class InotifyInstancesTests
{
    [Fact]
    public void A_low_limit_is_reported_with_the_setting_that_raises_it()
    {
        InotifyInstances.Require(hosts: 7, instances => instances <= 42);
        var refusal = Assert.Throws<OperationFailedException>(() => InotifyInstances.Require(hosts: 7, instances => instances < 42));
        Assert.Matches(
            @"^this machine's limit of inotify instances \(\d+, each host takes 6\) leaves no room for 7 more hosts; run sysctl -w fs\.inotify",
            refusal.Message
        );
    }

    [Fact]
    public void Instances_allocated_for_the_test_are_freed()
    {
        InotifyInstances.CanTake(1);
        // Other tests open and close descriptors meanwhile. A closed descriptor has no target.
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), descriptor => new FileInfo(descriptor).LinkTarget == "anon_inode:inotify");
    }
}
