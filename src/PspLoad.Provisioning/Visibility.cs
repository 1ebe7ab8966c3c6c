using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PspLoad.Benchmarks")]
[assembly: InternalsVisibleTo("PspLoad.UnitTests")]
[assembly: InternalsVisibleTo("PspLoad.IntegrationTests")]
