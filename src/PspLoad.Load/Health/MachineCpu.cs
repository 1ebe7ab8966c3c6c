using System.Runtime.InteropServices;

namespace PspLoad.Load.Health;

/// <summary>CPU time of all cores, in clock ticks.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MachineCpu(long Total, long Idle, long Steal);
