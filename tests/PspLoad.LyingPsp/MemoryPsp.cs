using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PspLoad.LyingPsp.Faults;
using PspLoad.LyingPsp.Http;
using PspLoad.LyingPsp.Processing;
using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp;

/// <summary>
/// The reference PSP's API, its database and its acquirer's administration, from memory on one port of 127.0.0.1. Honest unless a fault is planted.
/// </summary>
internal sealed class MemoryPsp : IAsyncDisposable
{
    public const string MerchantKey = "shop-key",
        MerchantSecret = "shop-secret";

    /// <summary>After this time nothing that is open now is open any more.</summary>
    private const int SettlesWithinSeconds = 6;

    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(50);

    private readonly World _world;
    private readonly Seams _seams;
    private readonly Pipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _end = new();
    private readonly TimeSpan _restartEvery;
    private Task _worker = Task.CompletedTask;

    private MemoryPsp(PlantedFault? fault, Luck luck, TimeSpan patience, TimeProvider time)
    {
        _time = time;
        _world = new World(time);
        _seams = new Seams(fault, _world);
        _pipeline = new Pipeline(_world, _seams, luck, time) { Lateness = patience * 1.5 };
        _restartEvery = luck.IsGood ? Timeout.InfiniteTimeSpan : patience;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Urls.First());

    /// <summary>Orders that the fault has hit, and orders that it drew in.</summary>
    public (IReadOnlyCollection<string> LiedAbout, IReadOnlyCollection<string> DrawnIn) Lies
    {
        get
        {
            lock (_pipeline.Gate)
                return ([.. _world.LiedAbout], [.. _world.DrawnIn]);
        }
    }

    /// <param name="fault">null for an honest PSP</param>
    /// <param name="luck">what happens to requests without a lie</param>
    /// <param name="patience">the client's time-out</param>
    /// <param name="time">clock</param>
    public static async Task<MemoryPsp> StartAsync(PlantedFault? fault, Luck luck, TimeSpan patience, TimeProvider time)
    {
        var psp = new MemoryPsp(fault, luck, patience, time);
        await psp._application.StartAsync();
        psp._worker = psp.WorkAsync();
        return psp;
    }

    /// <summary>Answers a query to the PSP's database: one row per line, columns separated by tabs.</summary>
    public Task<string> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        lock (_pipeline.Gate)
            return Task.FromResult(new DatabaseRows(_world, _seams).Answer(sql));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _worker;
        await _application.DisposeAsync();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        using var round = new PeriodicTimer(s_round, _time);
        var restarted = _time.GetTimestamp();
        try
        {
            while (await round.WaitForNextTickAsync(_end.Token))
            {
                _pipeline.Work();
                if (_restartEvery <= TimeSpan.Zero || _time.GetElapsedTime(restarted) < _restartEvery)
                    continue;
                _pipeline.Restart();
                restarted = _time.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            // The PSP ends.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            switch (request.Path.Value)
            {
                case "/admin/book":
                    await SendAsync(context, 200, Book());
                    break;
                case "/admin/book/summary":
                    await SendAsync(context, 200, $$"""{"epoch":"{{_world.Acquirer.Epoch}}"}""");
                    break;
                case var _ when request.Headers.Authorization != $"Bearer {MerchantKey}":
                    await SendAsync(context, 401, ApiJson.Write(ApiAnswer.Refusal(401, "unauthorized")));
                    break;
                case "/v1/ledger/entries":
                    await SendAsync(context, 200, Ledger(request.Query));
                    break;
                case { } day when day.StartsWith("/v1/settlements/", StringComparison.Ordinal):
                    await SendAsync(context, 200, Settlement(day.Split('/')[^1], request.Query));
                    break;
                case "/v1/ledger/pending":
                    await SendAsync(context, 200, Pending());
                    break;
                case "/v1/payments" when HttpMethods.IsGet(request.Method):
                    await SendAsync(context, 200, List(request.Query["orderId"].ToString()));
                    break;
                case { } path when HttpMethods.IsGet(request.Method):
                    await SendAsync(context, Show(path.Split('/')[^1]));
                    break;
                case { } path:
                    await ChangeAsync(context, path);
                    break;
            }
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // The client did not wait.
        }
    }

    private async Task ChangeAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (ApiJson.Read(path, context.Request.Headers["Idempotency-Key"].ToString(), body) is not { } request)
        {
            await SendAsync(context, ApiAnswer.Refusal(404, "not-found"));
            return;
        }
        // A client that leaves cancels nothing here.
        var (answer, isHalf) = await _pipeline.HandleAsync(request, CancellationToken.None);
        if (isHalf)
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        if (isHalf || answer.IsCut)
            context.Abort();
        else
            await SendAsync(context, answer);
    }

    private ApiAnswer Show(string id)
    {
        lock (_pipeline.Gate)
        {
            return _world.Store.Payments.TryGetValue(id, out var payment) && payment.Merchant == Store.Merchant && _seams.Show(payment) is { } shown
                ? new ApiAnswer(200) { Payment = shown }
                : ApiAnswer.Refusal(404, "not-found");
        }
    }

    private string List(string orderId)
    {
        lock (_pipeline.Gate)
        {
            var payments = _world.Store.Payments.Values.Where(payment => payment.OrderId == orderId && payment.Merchant == Store.Merchant);
            return ApiJson.Write([.. payments.Select(_seams.Show).OfType<Payment>()]);
        }
    }

    private string Ledger(IQueryCollection query)
    {
        var after = long.Parse(query["cursor"].ToString(), CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture);
        lock (_pipeline.Gate)
        {
            _seams.FinishMoments();
            var rest = _world.Store.Ledger.Where(side => side.Id > after && side.Merchant == Store.Merchant).ToList();
            var page = rest.Take(limit).ToList();
            return ApiJson.Write([.. page.Select(_seams.List).OfType<LedgerSide>()], page.Count == 0 ? after : page[^1].Id, rest.Count > page.Count);
        }
    }

    /// <summary>The settlement file of a day: what the merchant is paid, from an entry of the ledger on.</summary>
    private string Settlement(string day, IQueryCollection query)
    {
        var after = long.Parse(query["cursor"].ToString(), CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture);
        lock (_pipeline.Gate)
        {
            var lines = _world
                .Store.Ledger.Where(side => side is { Account: Postings.Receivable, Merchant: Store.Merchant } && side.Id > after)
                .Where(side => side.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == day)
                .Take(limit)
                .Select(_seams.Settle)
                .OfType<LedgerSide>()
                .Select(side =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{side.At.UtcDateTime:O},{side.PaymentId},{side.OrderId},{side.Reference},{side.Kind},"
                            + $"{side.Currency},{side.Debit - side.Credit},{side.Id}\n"
                    )
                );
            return "time,payment_id,order_id,operation_id,kind,currency,amount_minor,entry_id\n" + string.Concat(lines);
        }
    }

    private string Pending()
    {
        lock (_pipeline.Gate)
        {
            _seams.WorkLongAfter();
            var (operations, reversals) = _pipeline.Pending();
            return ApiJson.Write(operations, reversals, SettlesWithinSeconds);
        }
    }

    private string Book()
    {
        lock (_pipeline.Gate)
            return string.Concat(_world.Acquirer.Book.Select(line => ApiJson.Write(line, _world.Acquirer.Epoch) + "\n"));
    }

    private static Task SendAsync(HttpContext context, ApiAnswer answer)
    {
        if (answer.RetryAfter)
            context.Response.Headers.RetryAfter = "1";
        if (answer.IsReplay)
            context.Response.Headers["Idempotent-Replayed"] = "true";
        return SendAsync(context, answer.Status, ApiJson.Write(answer));
    }

    private static async Task SendAsync(HttpContext context, int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, "application/json", bytes.Length);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
