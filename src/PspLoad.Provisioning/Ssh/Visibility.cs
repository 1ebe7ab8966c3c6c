using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PspLoad.UnitTests")]
[assembly: InternalsVisibleTo("PspLoad.IntegrationTests")]
