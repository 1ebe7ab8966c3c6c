using Microsoft.Extensions.Logging;

namespace PspLoad.Lab.Image;

internal static partial class ImageLog
{
    [LoggerMessage(LogLevel.Information, "building the host image {image} (only once)")]
    public static partial void BuildingImage(this ILogger logger, string image);

    [LoggerMessage(LogLevel.Information, "building the image {image} from the sources (once per content)")]
    public static partial void BuildingApplication(this ILogger logger, string image);

    [LoggerMessage(LogLevel.Information, "waiting for another build of {image}")]
    public static partial void WaitingForImage(this ILogger logger, string image);

    [LoggerMessage(LogLevel.Debug, "no registry provided the base image: {reason}")]
    public static partial void NoRegistry(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "{image} cannot be pulled: bootstrapping the base with mmdebstrap")]
    public static partial void Bootstrapping(this ILogger logger, string image);

    [LoggerMessage(LogLevel.Information, "unused image {image} removed")]
    public static partial void OldImageRemoved(this ILogger logger, string image);
}
