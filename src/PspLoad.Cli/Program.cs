return await PspLoad.Cli.PspLoadProgram.RunAsync(args);
