using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Images;

namespace PspLoad.Cli.Images;

/// <summary>What <c>--image</c> names: an archive of <c>docker save</c>, or an image of this machine's engine.</summary>
internal static class ImageReference
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
        var id = (await DockerAsync(["image", "inspect", "--format", "{{.Id}}", reference], null, cancellationToken)).Trim();
        if (!id.StartsWith("sha256:", StringComparison.Ordinal))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage, $"there is no image '{reference}': neither a file nor an image of this machine's engine has that name", "give an archive of docker save, or a name that docker images lists");
        }
        return new LocalImage(repository, id[7..(7 + TagDigits)], (stream, cancellation) => DockerAsync(["save", reference], stream, cancellation));
    }

    /// <summary>The same image under a new digest: a label more.</summary>
    /// <returns>its name</returns>
    /// <exception cref="OperationFailedException">this machine's engine doesn't have the image</exception>
    public static async Task<string> RelabelAsync(string reference, DateTimeOffset when, CancellationToken cancellationToken)
    {
        var name = $"{reference}-again";
        var label = string.Create(CultureInfo.InvariantCulture, $"pspload.deployed={when:O}");
        var id = await DockerAsync(["build", "--quiet", "--label", label, "--tag", name, "-"], null, cancellationToken, input: $"FROM {reference}\n");
        return id.Length > 0 ? name : throw new OperationFailedException(ExitCode.ProvisioningFailed, $"this machine's engine does not have the image {reference}", "run ./run.sh images, or name another: image: REF");
    }

    private static async Task CopyAsync(string file, Stream destination, CancellationToken cancellationToken)
    {
        await using var archive = File.OpenRead(file);
        await archive.CopyToAsync(destination, cancellationToken);
    }

    /// <returns>standard output, or an empty text where the engine refused</returns>
    private static async Task<string> DockerAsync(IEnumerable<string> arguments, Stream? destination, CancellationToken cancellationToken, string input = "")
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // The builder that every engine has: an image of one line needs no other.
            Environment = { ["DOCKER_BUILDKIT"] = "0" },
        })!;
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
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"docker {string.Join(' ', arguments)}: {(await errors).Trim()}", "correct that and deploy again");
        return docker.ExitCode == 0 ? text : "";
    }
}
