using System.Collections;
using PspLoad.ReferencePsp.Configuration;
using PspLoad.ReferencePsp.Hosting;
using PspLoad.ReferencePsp.Storage;

SettingsSource source = new(
    Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "")
);
if (args is ["keys", .. string[] verb])
    return await KeyProgram.RunAsync(verb, source);

var settings = SettingsReader.Read(source);
if (source.Problems.Count > 0)
{
#pragma warning disable RS0030 // There is no log without settings.
    foreach (var problem in source.Problems)
        await Console.Error.WriteLineAsync(problem);
#pragma warning restore RS0030
    return 2;
}

await using var app = NodeHost.Build(settings);
if (settings.Migrate == MigrateMode.Only)
{
    app.Services.GetRequiredService<WritableDatabase>().Start();
    await app.Services.GetRequiredService<Migrator>().ApplyAsync(CancellationToken.None);
    return 0;
}

try
{
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    // The host has logged it.
    return 2;
}
