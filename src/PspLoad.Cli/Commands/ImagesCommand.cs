using System.CommandLine;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Lab.Image;

namespace PspLoad.Cli.Commands;

/// <summary><c>images</c>: builds the reference PSP and the acquirer simulator as container images on this machine's engine.</summary>
internal static class ImagesCommand
{
    public static Command Create()
    {
        var parent = new Option<string>("--base") { Description = "image to build on, which the engine has; without it the lab's host image" };
        var command = new Command("images", "the reference PSP and the acquirer simulator as container images; what has not changed is not built again")
        {
            parent,
        };
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
