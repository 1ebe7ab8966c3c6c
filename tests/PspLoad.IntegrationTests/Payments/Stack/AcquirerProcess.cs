using System.Net.Http.Headers;
using System.Text.Json;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>The acquirer simulator as a process.</summary>
internal sealed class AcquirerProcess : IAsyncDisposable
{
    private const string AdminToken = "admin-token-of-the-test";
    private readonly string _directory;
    private readonly HttpClient _http;
    private ChildProcess _process = null!;

    private AcquirerProcess(string directory, HttpClient http) => (_directory, _http) = (directory, http);

    public int Port { get; } = FreePort.Next();

    public int AdminPort { get; } = FreePort.Next();

    private string Log => Path.Combine(_directory, "acquirer.log");

    public TimeSpan CpuTime => _process.CpuTime;

    public static async Task<AcquirerProcess> StartAsync(string directory, HttpClient http, CancellationToken cancellationToken)
    {
        AcquirerProcess acquirer = new(directory, http);
        await acquirer.StartAgainAsync(cancellationToken);
        return acquirer;
    }

    /// <summary>Kills the process and starts it again on the same ports, with an empty book.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        await StartAgainAsync(cancellationToken);
    }

    private async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var token = Path.Combine(_directory, "acquirer-admin-token");
        await File.WriteAllTextAsync(token, AdminToken, cancellationToken);
        Dictionary<string, string> environment = new()
        {
            ["ACQUIRER_LISTEN"] = $"http://127.0.0.1:{Port}",
            ["ACQUIRER_ADMIN_LISTEN"] = $"http://127.0.0.1:{AdminPort}",
            ["ACQUIRER_ADMIN_TOKEN_FILE"] = token,
            ["ACQUIRER_LATENCY_MEDIAN_MS"] = "0",
            ["ACQUIRER_HANG_MS"] = "5000",
            ["ACQUIRER_LATE_ANSWER_MS"] = "3000",
        };
        var program = PspNode.Program.Replace("PspLoad.ReferencePsp", "PspLoad.AcquirerSimulator");
        _process = ChildProcess.Start("dotnet", [program], environment, Log);
        await Wait.UntilAsync("acquirer", TimeSpan.FromSeconds(30), async () => await IsReadyAsync(cancellationToken), cancellationToken);
    }

    /// <param name="behaviour">JSON with fields of /admin/behaviour</param>
    /// <param name="cancellationToken">stops waiting</param>
    public async Task BehaveAsync(string behaviour, CancellationToken cancellationToken)
    {
        using var request = Admin(HttpMethod.Patch, "/admin/behaviour");
        request.Content = new StringContent(behaviour, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public Task BehaveWellAsync(CancellationToken cancellationToken) =>
        BehaveAsync("""{"latencyMedianMs":0,"declineRate":0,"errorRate":0,"lostAnswerRate":0,"hangRate":0,"outage":"none"}""", cancellationToken);

    public async Task<IReadOnlyList<BookedOperation>> ReadBookAsync(CancellationToken cancellationToken)
    {
        using var request = Admin(HttpMethod.Get, "/admin/book");
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<BookedOperation>(line, JsonSerializerOptions.Web)!),
        ];
    }

    /// <returns>chargebacks that no node has accepted</returns>
    public async Task<int> CountChargebacksAsync(CancellationToken cancellationToken)
    {
        var list = await _http.GetStringAsync($"http://127.0.0.1:{Port}/v1/chargebacks", cancellationToken);
        return JsonDocument.Parse(list).RootElement.GetProperty("data").GetArrayLength();
    }

    /// <summary>The cardholder's bank takes back what is left of a sale or an authorisation.</summary>
    public async Task ChargeBackAsync(string reference, CancellationToken cancellationToken)
    {
        using var request = Admin(HttpMethod.Post, "/admin/chargebacks");
        request.Content = new StringContent($$"""{"parent":"{{reference}}"}""", new MediaTypeHeaderValue("application/json"));
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A client of the administration. The caller disposes of it.</summary>
    public HttpClient AdminClient() => AdminClientAt(AdminPort);

    /// <inheritdoc cref="AdminClient"/>
    public static HttpClient AdminClientAt(int adminPort) =>
        new()
        {
            BaseAddress = new Uri($"http://127.0.0.1:{adminPort}"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AdminToken) },
        };

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private HttpRequestMessage Admin(HttpMethod method, string path) =>
        new(method, $"http://127.0.0.1:{AdminPort}{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", AdminToken) } };

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (_process.HasExited)
            throw new InvalidOperationException("the acquirer simulator ended: " + await File.ReadAllTextAsync(Log, cancellationToken));
        try
        {
            using var response = await _http.GetAsync($"http://127.0.0.1:{AdminPort}/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
