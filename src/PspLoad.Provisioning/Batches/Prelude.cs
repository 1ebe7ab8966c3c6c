namespace PspLoad.Provisioning.Batches;

/// <summary>Functions that every probe and apply script can call. POSIX sh; few processes, since a no-op run is made of them.</summary>
internal static class Prelude
{
    /// <summary>
    /// <c>put_file PATH MODE OWNER GROUP SHA256 [VALIDATE]</c>: content as base64 on standard input; written beside the target, checked, made durable
    /// and renamed over it, so that a reader or a power cut sees the old or the new file and never a part of one. The temporary name is fixed: the next
    /// run replaces what a killed one left.
    /// </summary>
    public const string Functions = """
        put_file() {
            put_dir=${1%/*}
            put_new=${put_dir:-/}/.${1##*/}.pspload-new
            rm -f -- "$put_new"
            (umask 077 && base64 -d >"$put_new") || { rm -f -- "$put_new"; echo "cannot write $put_new" >&2; return 1; }
            put_sum=$(sha256sum <"$put_new")
            if [ "${put_sum%% *}" != "$5" ]; then rm -f -- "$put_new"; echo "content of $1 arrived damaged or the disk is full" >&2; return 1; fi
            if [ -n "${6-}" ] && ! eval "$6"; then rm -f -- "$put_new"; echo "the new $1 is not valid; the old one stays" >&2; return 1; fi
            if chown -- "$3:$4" "$put_new" && chmod -- "$2" "$put_new" && sync -- "$put_new" && mv -fT -- "$put_new" "$1"; then
                sync -- "${put_dir:-/}"
            else
                rm -f -- "$put_new"; return 1
            fi
        }

        """;
}
