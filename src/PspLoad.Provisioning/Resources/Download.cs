namespace PspLoad.Provisioning.Resources;

/// <summary>Downloads from the fleet's repository. No file is used before its SHA-256 matches the declared one.</summary>
internal static class Download
{
    /// <summary><c>fetch URL SHA256 FILE</c>: afterwards the file has the declared content or does not exist.</summary>
    public const string Fetch = """
        fetch() {
            rm -f -- "$3"
            if ! curl --fail --silent --show-error --location --retry 3 --connect-timeout 10 --output "$3" -- "$1"; then
                rm -f -- "$3"; echo "$1 could not be fetched" >&2; return 1
            fi
            fetch_sum=$(sha256sum <"$3")
            if [ "${fetch_sum%% *}" != "$2" ]; then
                rm -f -- "$3"; echo "$1 has SHA-256 ${fetch_sum%% *} instead of the declared $2 and is not used" >&2; return 1
            fi
        }
        """;
}
