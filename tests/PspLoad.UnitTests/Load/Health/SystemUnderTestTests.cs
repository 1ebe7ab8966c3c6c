using PspLoad.Load.Health;

namespace PspLoad.UnitTests.Load.Health;

/// <summary>Finds the processes that belong to the target by their connections.</summary>
public sealed class SystemUnderTestTests
{
    private const int Injector = 20;
    private const int Master = 30;
    private const int Worker = 31;
    private const int Backend = 40;
    private const string Established = "01";
    private const string Listening = "0A";

    private readonly SystemUnderTest _target = new();
    private readonly SocketOwners _owners = new();

    [Fact]
    public void The_server_those_behind_it_and_their_children_belong_to_it_and_nobody_else()
    {
        // Injector :C001 -> worker :1F90 (8080); worker :C002 -> backend :0CEA (3306). Process 50 is a client of the backend outside the load.
        Own(Injector, 1);
        Own(Master, 10);
        Own(Worker, 10, 11, 12);
        Own(Backend, 20, 21, 22);
        Own(50, 23);
        _target.Follow(
            Injector,
            Table(
                (1, "0100007F:C001", "0100007F:1F90", Established),
                (10, "00000000:1F90", "00000000:0000", Listening),
                (11, "0100007F:1F90", "0100007F:C001", Established),
                (12, "0100007F:C002", "0100007F:0CEA", Established),
                (20, "0100007F:0CEA", "00000000:0000", Listening),
                (21, "0100007F:0CEA", "0100007F:C002", Established),
                (22, "0100007F:0CEA", "0100007F:C003", Established),
                (23, "0100007F:C003", "0100007F:0CEA", Established)
            ),
            _owners
        );

        Assert.Equal((false, false), (_target.IncludesContainers, _target.IsHidden));
        Assert.All([Master, Worker, Backend], id => Assert.True(_target.Includes(id, _ => null)));
        // Children of a process that handles connections belong to it; children of a process that only listens do not.
        Assert.True(_target.Includes(60, id => id == 60 ? Worker : null));
        Assert.False(_target.Includes(61, id => id == 61 ? Master : null));
        Assert.False(_target.Includes(50, _ => null));
        Assert.False(_target.Includes(1, _ => null));
    }

    [Fact]
    public void A_server_that_has_not_accepted_yet_is_found_by_its_port()
    {
        Own(Injector, 1);
        Own(Master, 10);
        _target.Follow(
            Injector,
            Table(
                (1, "0100007F:C001", "0100007F:1F90", Established),
                (10, "0100007F:1F90", "00000000:0000", Listening),
                (0, "0100007F:1F90", "0100007F:C001", Established)
            ),
            _owners
        );

        Assert.True(_target.Includes(Master, _ => null));
        Assert.False(_target.IsHidden);
    }

    [Fact]
    public void A_server_on_both_families_is_found_behind_its_mapped_address()
    {
        Own(Injector, 1);
        Own(Master, 10, 11);
        _target.Follow(
            Injector,
            Table(
                (1, "0100007F:C001", "0100007F:1F90", Established),
                (10, "00000000000000000000000000000000:1F90", "00000000000000000000000000000000:0000", Listening),
                (11, "0000000000000000FFFF00000100007F:1F90", "0000000000000000FFFF00000100007F:C001", Established)
            ),
            _owners
        );

        Assert.Equal((true, false), (_target.Includes(Master, _ => null), _target.IncludesContainers));
    }

    [Fact]
    public void A_server_of_another_user_is_not_known()
    {
        Own(Injector, 1);
        _target.Follow(
            Injector,
            Table(
                (1, "0100007F:C001", "0100007F:1F90", Established),
                (10, "0100007F:1F90", "00000000:0000", Listening),
                (11, "0100007F:1F90", "0100007F:C001", Established)
            ),
            _owners
        );

        Assert.True(_target.IsHidden);
    }

    [Fact]
    public void Init_that_listens_for_a_service_does_not_make_every_process_its_child()
    {
        Own(Injector, 1);
        Own(1, 10);
        Own(Worker, 10, 11);
        _target.Follow(
            Injector,
            Table(
                (1, "0100007F:C001", "0100007F:1F90", Established),
                (10, "0100007F:1F90", "00000000:0000", Listening),
                (11, "0100007F:1F90", "0100007F:C001", Established)
            ),
            _owners
        );

        Assert.True(_target.Includes(Worker, _ => null));
        Assert.False(_target.Includes(70, _ => null));
    }

    [Fact]
    public void A_connection_without_another_end_here_leads_to_containers()
    {
        Own(Injector, 1);
        _target.Follow(Injector, Table((1, "0100007F:C001", "0100007F:01BB", Established)), _owners);

        Assert.Equal((true, false), (_target.IncludesContainers, _target.IsHidden));
    }

    /// <summary>Lines of /proc/net/tcp.</summary>
    internal static SocketTable Table(params (long Inode, string Local, string Remote, string State)[] sockets)
    {
        var table = new SocketTable();
        foreach (var socket in sockets)
        {
            table.Add(
                $"   0: {socket.Local} {socket.Remote} {socket.State} 00000000:00000000 00:00000000 "
                    + $"00000000     0        0 {socket.Inode} 1 0000000092c27f44 100 0 0 10 0"
            );
        }

        return table;
    }

    private void Own(int process, params long[] sockets)
    {
        foreach (var socket in sockets)
            _owners.Add(process, socket);
    }
}
