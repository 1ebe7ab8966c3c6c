using PspLoad.AcquirerSimulator;
using PspLoad.AcquirerSimulator.Configuration;

using var logging = LoggerFactory.Create(builder => builder.AddJsonConsole());
var logger = logging.CreateLogger("PspLoad.AcquirerSimulator");

var (options, errors) = SimulatorOptionsReader.FromEnvironment().Read();
foreach (var error in errors)
    StartLog.ConfigurationIsWrong(logger, error);
if (options is null)
    return 2;

await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
StartLog.Serves(logger, server.OperationsAddress, server.AdminAddress, options.Behaviour);
await server.WaitForShutdownAsync();
return 0;
