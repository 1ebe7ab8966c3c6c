namespace PspLoad.Load.Health;

/// <summary>A process as one look at /proc found it.</summary>
/// <param name="Id">process id, used again after its end</param>
/// <param name="Parent">id of the process that started it, or of the one that took it over</param>
/// <param name="StartedAt">clock ticks after boot; with the id it names one process for good</param>
/// <param name="Name">of its program, at most 15 characters</param>
/// <param name="IsKernel">a thread of the kernel</param>
/// <param name="OwnTicks">CPU time of its threads, the ended ones included</param>
/// <param name="ChildTicks">CPU time of its children that have ended and were waited for, and of theirs</param>
internal sealed record ProcessEntry(int Id, int Parent, long StartedAt, string Name, bool IsKernel, long OwnTicks, long ChildTicks)
{
    public long Ticks => OwnTicks + ChildTicks;
}
