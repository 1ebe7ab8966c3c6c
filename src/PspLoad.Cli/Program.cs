return await PspLoad.Cli.CommandLine.RunAsync(args);
