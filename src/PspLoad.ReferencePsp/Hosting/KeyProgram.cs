using PspLoad.ReferencePsp.Configuration;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>The process when started as <c>keys …</c>. It opens no port, and only some verbs use the database.</summary>
public static class KeyProgram
{
    public static async Task<int> RunAsync(string[] arguments, SettingsSource source)
    {
        var options = SettingsReader.ReadSecurityModule(source);
        WebApplication? app = null;
#pragma warning disable RS0030 // This program prints its results.
        try
        {
            if (source.Problems.Count > 0)
                throw new SecurityModuleException(string.Join(Environment.NewLine, source.Problems));
            var command = new KeyCommand(options, () => Open(source, ref app), TimeProvider.System, Console.In, Console.Out);
            return await command.RunAsync(arguments, CancellationToken.None);
        }
        catch (Exception failure) when (failure is SecurityModuleException or DatabaseUnavailableException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 2;
        }
        finally
        {
            if (app is not null)
                await app.DisposeAsync();
        }
#pragma warning restore RS0030
    }

    private static (IWrappedKeyStore Keys, ISealedCardStore Cards) Open(SettingsSource source, ref WebApplication? app)
    {
        var settings = SettingsReader.Read(source);
        if (source.Problems.Count > 0)
            throw new SecurityModuleException(string.Join(Environment.NewLine, source.Problems));
        app = NodeHost.Build(settings);
        app.Services.GetRequiredService<WritableDatabase>().Start();
        return (app.Services.GetRequiredService<IWrappedKeyStore>(), app.Services.GetRequiredService<CardStore>());
    }
}
