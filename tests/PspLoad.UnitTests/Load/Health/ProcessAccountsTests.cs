using PspLoad.Load.Health;

namespace PspLoad.UnitTests.Load.Health;

/// <summary>Charges CPU time to processes that start, end, and leave their time to their parents.</summary>
public sealed class ProcessAccountsTests
{
    private const int Init = 1;
    private const int Shell = 10;
    private const int Injector = 20;
    private const int Container = 30;

    private static readonly ProcessEntry s_init = new(Init, 0, 1, "init", IsKernel: false, 5, 500);
    private static readonly ProcessEntry s_shell = new(Shell, Init, 2, "sh", IsKernel: false, 50, 1_000);
    private static readonly ProcessEntry s_injector = new(Injector, Shell, 3, "pspload", IsKernel: false, 70, 0);

    private readonly SystemUnderTest _target = new();
    private readonly ProcessAccounts _accounts;

    public ProcessAccountsTests() => _accounts = new ProcessAccounts(_target, id => id is >= Container and < Container + 10);

    [Fact]
    public void What_was_done_before_is_nobodys_business()
    {
        _accounts.Begin(Table(s_init, s_shell, s_injector));
        _accounts.Advance(Table(s_init, s_shell, s_injector), count: true);

        Assert.Empty(_accounts.Foreign(Injector));
    }

    [Fact]
    public void A_hog_is_named_with_what_it_took_while_that_mattered()
    {
        var hog = new ProcessEntry(40, Shell, 9, "yes", IsKernel: false, 1_000, 0);
        _accounts.Begin(Table(s_init, s_shell, s_injector, hog));
        _accounts.Advance(Table(s_init, s_shell, s_injector, hog with { OwnTicks = 1_090 }), count: true);
        _accounts.Advance(Table(s_init, s_shell, s_injector, hog with { OwnTicks = 1_190 }), count: false);
        _accounts.Advance(Table(s_init, s_shell, s_injector, hog with { OwnTicks = 1_200 }), count: true);

        Assert.Equal(("yes (40)", 100L), Assert.Single(_accounts.Foreign(Injector)));
    }

    [Fact]
    public void The_injector_what_it_started_and_the_kernel_are_not_foreign()
    {
        var child = new ProcessEntry(41, Injector, 9, "server", IsKernel: false, 0, 0);
        var kernel = new ProcessEntry(42, 2, 1, "ksoftirqd/0", IsKernel: true, 0, 0);
        _accounts.Begin(Table(s_init, s_injector, child, kernel));
        _accounts.Advance(Table(s_init, s_injector with { OwnTicks = 170 }, child with { OwnTicks = 80 }, kernel with { OwnTicks = 9 }), count: true);

        Assert.Empty(_accounts.Foreign(Injector));
    }

    [Fact]
    public void Processes_too_short_to_be_seen_are_their_parents()
    {
        _accounts.Begin(Table(s_init, s_shell));
        _accounts.Advance(Table(s_init, s_shell with { ChildTicks = 1_060 }), count: true);

        Assert.Equal(("sh (10)", 60L), Assert.Single(_accounts.Foreign(Injector)));
    }

    [Fact]
    public void What_an_ended_process_had_done_before_is_not_charged_to_who_waited_for_it()
    {
        var old = new ProcessEntry(43, Shell, 4, "make", IsKernel: false, 30_000, 60_000);
        _accounts.Begin(Table(s_init, s_shell, old));
        _accounts.Advance(Table(s_init, s_shell, old with { OwnTicks = 30_020 }), count: true);
        // It used 7 more ticks and ended.
        _accounts.Advance(Table(s_init, s_shell with { ChildTicks = 1_000 + 90_027 }), count: true);

        Assert.Equal(("sh (10)", 27L), Assert.Single(_accounts.Foreign(Injector)));
    }

    [Fact]
    public void An_orphans_whole_life_is_not_inits_doing()
    {
        var daemon = new ProcessEntry(44, Init, 4, "daemon", IsKernel: false, 360_000, 0);
        _accounts.Begin(Table(s_init, daemon));
        _accounts.Advance(Table(s_init with { ChildTicks = 360_500 }), count: true);

        Assert.Empty(_accounts.Foreign(Injector));
    }

    [Fact]
    public void An_id_that_is_used_again_is_another_process()
    {
        var first = new ProcessEntry(45, Shell, 4, "first", IsKernel: false, 5_000, 0);
        _accounts.Begin(Table(s_shell, first));
        _accounts.Advance(Table(s_shell with { ChildTicks = 6_000 }, new ProcessEntry(45, Shell, 99, "second", IsKernel: false, 12, 0)), count: true);

        Assert.Equal(("second (45)", 12L), Assert.Single(_accounts.Foreign(Injector)));
    }

    [Fact]
    public void A_container_that_is_stopped_leaves_nothing_to_those_outside()
    {
        var shim = new ProcessEntry(46, Init, 4, "shim", IsKernel: false, 1, 0);
        var init = new ProcessEntry(Container, 46, 5, "init", IsKernel: false, 100, 0);
        var server = new ProcessEntry(Container + 1, Container, 6, "java", IsKernel: false, 9_000, 0);
        _accounts.Begin(Table(s_init, shim, init, server));
        _accounts.Advance(Table(s_init, shim, init, server with { OwnTicks = 9_150 }), count: true);
        _accounts.Advance(Table(s_init, shim with { ChildTicks = 9_300 }), count: true);

        // Ended containers are named only if no container belongs to the target.
        Assert.Equal(("ended containers", 150L), Assert.Single(_accounts.Foreign(Injector)));
        LeadsElsewhere();
        Assert.Empty(_accounts.Foreign(Injector));
    }

    [Fact]
    public void Containers_belong_to_a_target_that_is_reached_through_them()
    {
        var server = new ProcessEntry(Container, Init, 5, "java", IsKernel: false, 0, 0);
        _accounts.Begin(Table(s_init, server));
        _accounts.Advance(Table(s_init, server with { OwnTicks = 100 }), count: true);

        Assert.Equal(("java (30)", 100L), Assert.Single(_accounts.Foreign(Injector)));
        LeadsElsewhere();
        Assert.Empty(_accounts.Foreign(Injector));
    }

    private static Dictionary<int, ProcessEntry> Table(params ProcessEntry[] entries) => entries.ToDictionary(entry => entry.Id);

    /// <summary>Gives the injector a connection whose other end is outside this network namespace.</summary>
    private void LeadsElsewhere()
    {
        var owners = new SocketOwners();
        owners.Add(Injector, 1);
        _target.Follow(Injector, SystemUnderTestTests.Table((1, "0100007F:C001", "0100007F:01BB", "01")), owners);
    }
}
