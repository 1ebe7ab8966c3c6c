using System.Globalization;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// CPU time of the machine that the hypervisor and other processes (not this one or its children) take, in clock ticks of all cores; proc(5).
/// </summary>
internal sealed class Bystanders
{
    private readonly long _all;
    private readonly long _busy;
    private readonly long _stolen;
    private readonly long _own;

    private Bystanders(long[] machine, string[] self)
    {
        // user nice system idle iowait irq softirq steal
        _all = machine.Take(8).Sum();
        _stolen = machine[7];
        _busy = _all - machine[3] - machine[4] - _stolen;
        // utime stime cutime cstime start at field 14; the first two fields are cut off. A child's time counts after the child has ended.
        _own = self.Skip(11).Take(4).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
    }

    public static Bystanders Begin() =>
        new(
            [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse)],
            File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')
        );

    /// <summary>Percentage of all cores since <see cref="Begin"/>. Child processes started since then must have ended.</summary>
    public double PercentSince()
    {
        var now = Begin();
        // Stolen time is added separately: some kernels count it as the process's own time, too, and the subtraction would then hide it.
        var taken = now._stolen - _stolen + Math.Max(0, now._busy - _busy - (now._own - _own));
        return 100.0 * taken / Math.Max(1, now._all - _all);
    }
}
