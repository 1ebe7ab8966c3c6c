namespace PspLoad.Provisioning.Batches;

/// <summary>
/// Functions that every probe and apply script can call. POSIX sh; they start few processes, because these dominate
/// the time of a run without changes.
/// </summary>
internal static class Prelude
{
    /// <summary>
    /// <c>put_file PATH MODE OWNER GROUP SHA256 [VALIDATE]</c> reads the content as base64 from standard input. It writes a temporary
    /// file beside the target, checks it, flushes it to disk and renames it over the target. A reader, or the host after a power cut,
    /// sees either the old or the new file, never a part. The name of the temporary file is fixed, so the next run replaces one that a
    /// killed run left. <c>know_files PATH…</c> probes all paths with two processes. <c>probe_file PATH</c> then answers from these
    /// results, or probes the path itself.
    /// </summary>
    public const string Functions = """
        nl='
        '
        known_access='' known_sums=''
        know_files() {
            for file; do
                shift
                if [ -f "$file" ] && [ ! -L "$file" ]; then set -- "$@" "$file"; fi
            done
            if [ $# -gt 0 ]; then
                known_access=$(stat -c '%04a %U %G  %n' -- "$@" 2>/dev/null)
                known_sums=$(sha256sum -- "$@" 2>/dev/null)
            fi
        }
        row_of() {
            row=${1%%"  $2$nl"*}
            [ "$row" != "$1" ] && row=${row##*"$nl"}
        }
        probe_file() {
            if [ -L "$1" ]; then
                echo kind=link
            elif [ ! -e "$1" ]; then
                echo kind=absent
            elif [ ! -f "$1" ]; then
                echo kind=other
            else
                row_of "$known_access$nl" "$1" || row=$(stat -c '%04a %U %G' -- "$1")
                set -- "$1" $row
                printf 'kind=file\nmode=%s\nowner=%s\ngroup=%s\n' "$2" "$3" "$4"
                row_of "$known_sums$nl" "$1" || row=$(sha256sum <"$1")
                echo "sha256=${row%% *}"
            fi
        }
        put_file() {
            put_dir=${1%/*}
            put_new=${put_dir:-/}/.${1##*/}.pspload-new
            if [ -e "$put_new" ] || [ -L "$put_new" ]; then rm -f -- "$put_new"; fi
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
