using System.Globalization;
using System.Runtime.InteropServices;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Engine;

/// <summary>
/// The systemd of each host takes inotify(7) instances. All hosts of all labs share the limit of one user, 128 by default. When none is
/// left, systemd stops in the middle of boot without a message.
/// </summary>
internal static partial class InotifyInstances
{
    /// <summary>systemd 252 holds five and logind one.</summary>
    public const int PerHost = 6;

    private const string Limit = "/proc/sys/fs/inotify/max_user_instances";

    /// <summary>Allocates as many instances as the hosts need, then frees them. The limit is per user, so the test is exact only when this
    /// process runs as the engine's user, root.</summary>
    /// <exception cref="OperationFailedException">the limit is too low</exception>
    public static void Require(int hosts) => Require(hosts, CanTake);

    internal static void Require(int hosts, Func<int, bool> canTake)
    {
        if (canTake(hosts * PerHost) || !File.Exists(Limit))
            return;
        var limit = int.Parse(File.ReadAllText(Limit), CultureInfo.InvariantCulture);
        throw new OperationFailedException(
            ExitCode.ProvisioningFailed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"this machine's limit of inotify instances ({limit}, each host takes {PerHost}) leaves no room for {hosts} more "
                    + $"{(hosts == 1 ? "host" : "hosts")}"
            ),
            "run sysctl -w fs.inotify.max_user_instances=1024 as root, or ./run.sh lab down for labs that are not needed"
        );
    }

    internal static bool CanTake(int instances)
    {
        var taken = new List<int>(instances);
        try
        {
            while (taken.Count < instances)
            {
                var instance = InotifyInit(flags: 0);
                if (instance < 0)
                    return false;
                taken.Add(instance);
            }

            return true;
        }
        finally
        {
            taken.ForEach(instance => _ = Close(instance));
        }
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    private static partial int InotifyInit(int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
