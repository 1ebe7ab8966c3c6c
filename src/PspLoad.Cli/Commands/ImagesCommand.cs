using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab.Image;

namespace PspLoad.Cli.Commands;

/// <summary><c>images</c>: builds the reference PSP and the acquirer simulator as container images on this machine's engine.</summary>
internal static class ImagesCommand
{
    public static Command Create()
    {
        var parent = new Option<string>("--base")
        {
            Description = "base image, which the engine must have (default: the lab's host image)",
            HelpName = "IMAGE",
        };
        var command = new Command("images", "build container images of the reference PSP and the acquirer simulator, unless they are up to date") { parent };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var images = new ApplicationImages(Checkout.Root, new Narrator<ApplicationImages>(), TimeProvider.System);
                foreach (var application in Application.All)
                {
                    var image = await images.EnsureAsync(application, parsed.GetValue(parent), cancellationToken);
                    Console.WriteLine($"{image.Name}  {Megabytes(image.Bytes)} MB, {Megabytes(image.AddedBytes)} MB of it on top of {image.Base}");
                }

                return (int)ExitCode.Passed;
            }
        );
        return command;
    }

    private static long Megabytes(long bytes) => (bytes + 999_999) / 1_000_000;
}
