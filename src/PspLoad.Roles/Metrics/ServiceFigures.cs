namespace PspLoad.Roles.Metrics;

/// <summary>
/// Readable figures computed from two samples. Each name ends with its unit. A figure that is missing in either sample is left out.
/// </summary>
internal static class ServiceFigures
{
    /// <param name="before">raw figures with the names that <see cref="ServiceReader"/> gives them</param>
    /// <param name="after">raw figures of the next sample</param>
    /// <param name="seconds">time between the two samples</param>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after, double seconds)
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        void Put(string name, double? value)
        {
            if (value is { } known && double.IsFinite(known))
                figures[name] = Math.Round(known, 3);
        }
        double? Now(string raw) => after.TryGetValue(raw, out var value) ? value : null;
        // The counters of a restarted service begin at zero.
        double? Grown(string raw) => before.TryGetValue(raw, out var was) && after.TryGetValue(raw, out var now) && now >= was ? now - was : null;
        double? Rate(string raw) => Grown(raw) / seconds;
        double? Each(string sum, string count) => Grown(count) > 0 ? Grown(sum) / Grown(count) : null;

        Put("nginxConnections", Now("nginx.active"));
        Put("nginxWriting", Now("nginx.writing"));
        Put("nginxRequestsPerSecond", Rate("nginx.requests"));

        Put("mariadbThreadsRunning", Now("mariadb.Threads_running"));
        Put("mariadbConnectionsPercent", 100 * Now("mariadb.Threads_connected") / Now("mariadb.max_connections"));
        Put("mariadbQueriesPerSecond", Rate("mariadb.Questions"));
        Put("mariadbCommitsPerSecond", Rate("mariadb.Com_commit"));
        Put("mariadbRowLockWaitsPerSecond", Rate("mariadb.Innodb_row_lock_waits"));
        Put("mariadbRowLockMsPerSecond", Rate("mariadb.Innodb_row_lock_time"));
        Put("mariadbLogFsyncsPerSecond", Rate("mariadb.Innodb_os_log_fsyncs"));
        Put("mariadbLogWaitsPerSecond", Rate("mariadb.Innodb_log_waits"));
        Put("mariadbPendingFsyncs", Now("mariadb.Innodb_data_pending_fsyncs"));
        Put("mariadbSemiSyncReplicas", Now("mariadb.Rpl_semi_sync_master_clients"));
        Put("mariadbSemiSyncWaitMs", Each("mariadb.Rpl_semi_sync_master_tx_wait_time", "mariadb.Rpl_semi_sync_master_tx_waits") / 1000);

        Put("pspRequestsPerSecond", Rate("psp.psp_http_request_duration_seconds_count"));
        Put("pspRequestMs", 1000 * Each("psp.psp_http_request_duration_seconds_sum", "psp.psp_http_request_duration_seconds_count"));
        Put("pspAcquirerMs", 1000 * Each("psp.psp_acquirer_request_duration_seconds_sum", "psp.psp_acquirer_request_duration_seconds_count"));
        Put("pspAcquirerRequestsPerSecond", Rate("psp.psp_acquirer_request_duration_seconds_count"));
        Put("pspDatabasePoolPercent", 100 * Now("psp.db_client_connections_usage.used") / Now("psp.db_client_connections_max"));
        Put("pspDatabasePoolWaiting", Now("psp.db_client_connections_pending_requests"));
        Put("pspWebhookBacklog", Now("psp.psp_webhook_backlog"));
        Put("pspGcPauseMsPerSecond", 1000 * Rate("psp.dotnet_gc_pause_seconds_total"));

        var disks = after.Keys.Where(name => name.StartsWith("disk.", StringComparison.Ordinal)).Select(Rate).OfType<double>().ToList();
        Put("diskBusyPercent", disks.Count == 0 ? null : Math.Min(100, disks.Max() / 10));
        return figures;
    }
}
