using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Images;

namespace PspLoad.Runs.Images;

/// <summary>An image as <c>--image</c> names it: an archive of <c>docker save</c>, or an image of this machine's engine.</summary>
public static class ImageReference
{
    private const int TagDigits = 12;

    /// <exception cref="OperationFailedException">there is neither a file nor an image of that name</exception>
    public static async Task<LocalImage> FindAsync(string reference, string repository, CancellationToken cancellationToken)
    {
        if (File.Exists(reference))
        {
            await using var archive = File.OpenRead(reference);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, cancellationToken));
            return new LocalImage(repository, hash[..TagDigits], (stream, cancellation) => CopyAsync(reference, stream, cancellation));
        }
        if (await IdOfAsync(reference, cancellationToken) is not { } id)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"there is no image {ConfigurationError.Quote(reference)}: neither a file nor an image of this machine's engine has that name",
                "give an archive of docker save, or a name that docker images lists"
            );
        }
        return new LocalImage(repository, id[..TagDigits], (stream, cancellation) => DockerAsync(["save", reference], stream, cancellation));
    }

    /// <summary>Makes an image with another digest but the same content, by adding a label. Its name is <c>REPOSITORY:again</c>, always.</summary>
    /// <param name="repository">repository of both images</param>
    /// <param name="tag">tag of the release; if the release was relabelled here, the beginning of its id</param>
    /// <param name="when">value of the label</param>
    /// <param name="cancellationToken">cancels the build</param>
    /// <returns>name of the new image</returns>
    /// <exception cref="OperationFailedException">this machine's engine doesn't have the image</exception>
    public static async Task<string> RelabelAsync(string repository, string tag, DateTimeOffset when, CancellationToken cancellationToken)
    {
        var (built, again) = ($"{repository}:{tag}", $"{repository}:again");
        var isAgain = await IdOfAsync(again, cancellationToken) is { } id && id.StartsWith(tag, StringComparison.Ordinal);
        var label = string.Create(CultureInfo.InvariantCulture, $"pspload.deployed={when:O}");
        var made = await DockerAsync(
            ["build", "--quiet", "--label", label, "--tag", again, "-"],
            null,
            cancellationToken,
            input: $"FROM {(isAgain ? again : built)}\n"
        );
        return made.Length > 0
            ? again
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"this machine's engine does not have the image {built}",
                "run ./run.sh images, or name another: image: REF"
            );
    }

    /// <returns>id of the image, hexadecimal; null if the engine has no such image</returns>
    private static async Task<string?> IdOfAsync(string reference, CancellationToken cancellationToken)
    {
        const string Algorithm = "sha256:";
        string id;
        try
        {
            id = (await DockerAsync(["image", "inspect", "--format", "{{.Id}}", "--", reference], null, cancellationToken)).Trim();
        }
        catch (Win32Exception)
        {
            // This machine has no docker program, so it has no image.
            return null;
        }
        return id.StartsWith(Algorithm, StringComparison.Ordinal) ? id[Algorithm.Length..] : null;
    }

    private static async Task CopyAsync(string file, Stream destination, CancellationToken cancellationToken)
    {
        await using var archive = File.OpenRead(file);
        await archive.CopyToAsync(destination, cancellationToken);
    }

    /// <returns>standard output; empty if the engine refused</returns>
    private static async Task<string> DockerAsync(IEnumerable<string> arguments, Stream? destination, CancellationToken cancellationToken, string input = "")
    {
        using var docker = Process.Start(
            new ProcessStartInfo("docker", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                // The classic builder, which every engine has.
                Environment = { ["DOCKER_BUILDKIT"] = "0" },
            }
        )!;
        await docker.StandardInput.WriteAsync(input);
        docker.StandardInput.Close();
        var errors = docker.StandardError.ReadToEndAsync(cancellationToken);
        var text = "";
        if (destination is null)
            text = await docker.StandardOutput.ReadToEndAsync(cancellationToken);
        else
            await docker.StandardOutput.BaseStream.CopyToAsync(destination, cancellationToken);
        await docker.WaitForExitAsync(cancellationToken);
        if (docker.ExitCode != 0 && destination is not null)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"docker {string.Join(' ', arguments)}: {(await errors).Trim()}",
                "correct that and deploy again"
            );
        }

        return docker.ExitCode == 0 ? text : "";
    }
}
