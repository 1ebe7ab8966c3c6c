using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Application;

/// <summary>Parameters of <c>application</c>.</summary>
/// <param name="LogLevel">lowest level that is logged: <c>debug</c>, <c>information</c>, <c>warning</c> or <c>error</c></param>
/// <param name="GiveUpAfterMilliseconds">after this time an authorisation with an unknown outcome is cancelled</param>
/// <param name="Webhooks">URL of the injector that receives webhooks, as the application's hosts reach it; null: the merchant has no webhooks</param>
public sealed record ApplicationParameters(string LogLevel, int GiveUpAfterMilliseconds, Uri? Webhooks)
{
    private const string Default = "information";
    private const int DefaultGiveUp = 30_000;
    private const int LongestGiveUp = 86_400_000;

    private static readonly ConfigurationKey s_level = new("logLevel", "a level", $"default {Default}", "warning");
    private static readonly ConfigurationKey s_giveUp = new("giveUpAfterMs", "a whole number", $"default {DefaultGiveUp}", "30000");
    private static readonly TextFormat s_levelName = new("a level", "debug, information, warning or error", text =>
        text is "debug" or Default or "warning" or "error"
    );

    private static readonly ConfigurationKey s_webhooks = new("webhooks", "a URL", "optional", "http://10.20.0.5:8095/hooks");
    private static readonly TextFormat s_url = new("a URL to listen on", "http://ADDRESS:PORT/PATH; for example http://10.20.0.5:8095/hooks", text =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
    );

    private static readonly RoleToggle s_toggle = new(ApplicationRole.RoleName, s_level, Default, "debug", "how much the application logs of every request");

    public static RoleParameterFormat<ApplicationParameters> Format { get; } =
        new(
            ApplicationRole.RoleName,
            reader => new ApplicationParameters(
                reader.Text(s_level, s_levelName) ?? Default,
                reader.WholeNumber(s_giveUp, 1_000, LongestGiveUp) ?? DefaultGiveUp,
                reader.Text(s_webhooks, s_url) is { } url ? new Uri(url) : null
            ),
            s_level,
            s_giveUp,
            s_webhooks
        )
        {
            Toggles = [s_toggle],
        };
}
