#!/usr/bin/env bash
# The one entry to PspLoad. `./run.sh help` lists what it does; it works from any folder.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
artifacts=$root/artifacts
cli=$artifacts/bin/PspLoad.Cli/release/pspload.dll
cli_stamp=$artifacts/cli.stamp
cli_options=()
test_programs=$artifacts/bin
autocannon_version=9.0.0

# A closed output would be the number of the next file that a program opens, and what it prints would go there. Writing to a file that is open for
# reading fails, as it must.
{ : >&1; } 2>/dev/null || exec 1</dev/null
{ : >&2; } 2>/dev/null || exec 2</dev/null

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
export PSPLOAD_ROOT=$root

usage() {
  cat <<'EOF'
PspLoad: proves that a payment service provider carries its load, and loses no money while parts of it fail.

  ./run.sh                                   the main job: build the lab of environments/quick.yaml, drive payments at it, kill
                                             the active application server, reconcile every payment

Runs
  ./run.sh run [-e ENV] [-s SCENARIO] [--rate N] [--duration TIME] [--seed N] [--set KEY=VALUE] [--keep] [--no-provision]
               [--engine embedded|nbomber [--nbomber-config FILE] [--nbomber-infra FILE] [--nbomber-session ID]
                [--nbomber-sink PACKAGE]… [--nbomber-cluster NAME=VALUE]…]
                                             hosts, provisioning, verification, load and faults, reconciliation, verdict
  ./run.sh run --target URL --merchant FILE [-s SCENARIO] [--i-own-this-target HOST] [--cacert FILE]
               [--webhooks URL --webhook-secret-file FILE]
                                             load and reconciliation at a PSP of your own; nothing is provisioned or broken
  ./run.sh smoke                             the scenario smoke, for CI
  ./run.sh capacity [-e ENV] [-s SCENARIO] [--required-peak TPS] [--n-plus-one PART] [--no-sweep] [--keep] [--no-provision]
                                             the largest load that meets the objectives, what limits it, what remains when a part is down
  ./run.sh ab [-e ENV] [-s SCENARIO] --toggle ROLE.KEY=A,B
                                             what a setting costs: the same load with each of its two values in turn
  ./run.sh reconcile RESULTS_DIR             finish a run that was killed
  ./run.sh validate FILE…                    check environment and scenario files; report all errors at once

Provisioning
  ./run.sh provision [-e ENV] [--check] [--diff] [--limit HOST] [--role ROLE] [-v|-q|--json]
                                             bring the hosts to their declared state; a second run changes nothing
  ./run.sh verify    [-e ENV]                check that every role works, from its clients' point of view; evidence.json
  ./run.sh drift     [-e ENV]                list what differs from the declared state; change nothing
  ./run.sh promote   [-e ENV] HOST           make a database replica the primary; refuses to lose data
  ./run.sh rejoin    [-e ENV] HOST           make a former primary a replica again
  ./run.sh audit FILE                        verify the hash chain of a provisioning journal

Operations
  ./run.sh switch    [-e ENV] --to HOST [--reason TEXT] [--force]
                                             make another application server the active one
  ./run.sh deploy    [-e ENV] --image REF    deploy another image: standby first, switch, the other; rolls back by itself
  ./run.sh status    [-e ENV]                one page: active server, running images, replication, certificates, disks

Lab (the environment's hosts as containers on this machine)
  ./run.sh lab up     [-e ENV]               create or complete the hosts; a second run changes nothing
  ./run.sh lab down   [-e ENV]               remove the hosts and the leftovers of killed runs
  ./run.sh lab status [-e ENV]               show the state of the lab and its hosts
  ./run.sh lab ssh    [-e ENV] HOST [-- CMD] a shell, or one command with its exit code

Images (the reference PSP and the acquirer simulator as containers; the tag is a hash of their sources)
  ./run.sh images [--base IMAGE]             build what has changed; without --base: on the lab's own host image

Load (one HTTP request at a rate or with a number of clients; --help lists the rest)
  ./run.sh load --url URL --rate N [--duration 30s] [--threshold 'p99 < 250ms'] [--json] [--hdr FILE]
  ./run.sh load --url URL --connections N
  ./run.sh run|smoke|load … --engine nbomber the same on NBomber, where a NuGet source has it (docs/nbomber.md)

Results (RUN is a run's folder, latest, previous, or baseline)
  ./run.sh report   [RUN]                    write report.html, summary.md, junit.xml and charts again
  ./run.sh compare  RUN [RUN] [--fail-on-worse]
                                             better, same or worse beyond noise
  ./run.sh baseline RUN                      make a run the baseline of its scenario
  ./run.sh history  [--scenario S]           list runs and draw trends

Development
  ./run.sh build                             build everything
  ./run.sh test [--unit|--integration] [--nightly]
                                             the tests; --nightly: the same ones with more rounds
  ./run.sh bench engine                      measure the load engine's inner loops
  ./run.sh bench http [--plain|--tls] [--connections N] [--injector] [--output FILE]
                                             measure the load command against wrk, h2load, hey, ab and autocannon on NGINX
  ./run.sh bench psp [--connections N] [--output FILE]
                                             measure sales a second on the reference PSP, two nodes and a database on this machine
  ./run.sh bench payments flow|reconcile     measure what a payment costs the injector; reconcile a million operations
  ./run.sh bench report                      measure a report of ten million iterations
  ./run.sh bench ssh                         measure our SSH against OpenSSH on a lab
  ./run.sh bench provision                   measure our provisioning against Ansible on a lab of its own
  ./run.sh format [--check]                  code style

ENV is a name in environments/ (default: quick), SCENARIO one in scenarios/ (default: failover), or the path of a YAML file.
Exit codes: 0 passed, 1 a threshold failed, 2 invalid usage or configuration, 3 lab or provisioning failed,
            4 run invalid or its result not written, 5 money not accounted for, 70 a defect of PspLoad, 130 interrupted.
EOF
}

# One line that says what is wrong and what to do about it.
die() {
  local code=$1
  shift
  printf 'run.sh: %s\n' "$*" >&2 || true
  exit "$code"
}

is_root() { [[ $(id -u) == 0 ]]; }
has() { command -v "$1" >/dev/null 2>&1; }
has_apt() { has apt-get && [[ -r /etc/debian_version ]]; }

require_sdk() {
  has dotnet || die 2 "the .NET 10 SDK is missing; install the package dotnet-sdk-10.0 (learn.microsoft.com/dotnet/core/install/linux-debian) and run this again"
  (cd -- "$root" && dotnet --version >/dev/null 2>&1) ||
    die 2 "no .NET 10 SDK among: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -); install the package dotnet-sdk-10.0 and run this again"
}

# apt_install PACKAGE…: installs what is missing. Root on Debian or Ubuntu only; returns 1 otherwise.
apt_install() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return 0
  is_root && has_apt || return 1
  printf 'run.sh: installing %s\n' "${missing[*]}" >&2
  local log=$artifacts/apt.log
  mkdir -p -- "$artifacts"
  {
    apt-get update -q -o DPkg::Lock::Timeout=300 || true # an unreachable extra source must not stop us; the install decides
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
  } >"$log" 2>&1 || {
    printf 'run.sh: apt-get could not install %s: %s; see %s\n' "${missing[*]}" "$(grep -m1 '^E:' "$log" || tail -n1 "$log")" "$log" >&2
    return 1
  }
}

engine_answers() {
  if has docker; then
    docker version >/dev/null 2>&1
  else
    local socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
    has curl && [[ $socket == unix://* ]] && curl -sf -m 5 --unix-socket "${socket#unix://}" http://engine/_ping >/dev/null 2>&1
  fi
}

# A Docker engine that answers: the one that is there, else one that is installed and started here (docs/operations/lab.md).
ensure_engine() {
  engine_answers && return 0
  [[ -z ${DOCKER_HOST:-} ]] || {
    engine_problem="no Docker engine answers at DOCKER_HOST=$DOCKER_HOST; start it, or unset DOCKER_HOST to use this machine's"
    return 1
  }
  if [[ -S /var/run/docker.sock && ! -w /var/run/docker.sock ]]; then
    engine_problem="this user may not use the Docker engine; run 'sudo usermod -aG docker $(id -un)' and log in again"
    return 1
  fi
  if ! is_root || ! has_apt; then
    engine_problem="no Docker engine answers and this is not root on Debian or Ubuntu; install and start Docker Engine, or set DOCKER_HOST"
    return 1
  fi
  has dockerd || apt_install docker.io iptables || {
    engine_problem="Docker Engine could not be installed; install the package docker.io by hand and run this again"
    return 1
  }
  if [[ -d /run/systemd/system ]]; then
    systemctl start docker || true
  else
    start_dockerd
  fi
  local tries
  for ((tries = 0; tries < 120; tries++)); do
    engine_answers && return 0
    read -rt 0.25 <> <(:) || true
  done
  engine_problem="dockerd did not answer within 30 s; the reason is in $artifacts/dockerd.log or 'journalctl -u docker'"
  return 1
}

# No init system here: the engine runs beside us and outlives this command, as a service would. Loopback ports are
# forwarded by NAT, not by a proxy process: the load's path stays short.
start_dockerd() {
  mkdir -p -- "$artifacts"
  printf 'run.sh: starting dockerd (log: %s)\n' "$artifacts/dockerd.log" >&2
  has curl || has docker || apt_install curl || true
  setsid nohup dockerd --userland-proxy=false >"$artifacts/dockerd.log" 2>&1 </dev/null &
  disown
}

require_engine() {
  ensure_engine || die 3 "$engine_problem"
  ensure_image_tools || true
  raise_inotify_limit
}

# systemd in a host holds six inotify instances; the kernel's default of 128 for root is used up by some twenty hosts.
raise_inotify_limit() {
  local limit=/proc/sys/fs/inotify/max_user_instances
  if is_root && [[ -w $limit && $(<"$limit") -lt 1024 ]]; then
    printf 'run.sh: raising fs.inotify.max_user_instances from %s to 1024 until the next boot\n' "$(<"$limit")" >&2
    echo 1024 >"$limit"
  fi
}

# Where no image registry answers, the host image is made by mmdebstrap; the lab says so itself where that is missing.
ensure_image_tools() { has mmdebstrap || apt_install mmdebstrap; }

require_ssh_client() {
  has ssh || apt_install openssh-client || die 2 "the OpenSSH client is missing; install the package openssh-client"
}

# build [PROJECT [OPTION…]]: quiet when nothing is wrong.
build() {
  require_sdk
  local log=$artifacts/build.log
  mkdir -p -- "$artifacts"
  (cd -- "$root" && dotnet build "${@:-PspLoad.sln}" -v quiet -clp:NoSummary -m) >"$log" 2>&1 || {
    grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -n 40 >&2
    die 2 "the build failed; all of it is in $log"
  }
}

# NBomber's packages are in few registries. Who asks for that engine gets a build of its own, with what NuGet finds.
use_engine_of() {
  local argument last='' engine=embedded sinks='' sink
  for argument in "$@"; do
    [[ $last != --engine ]] || engine=$argument
    [[ $argument != --engine=* ]] || engine=${argument#--engine=}
    sink=''
    [[ $last != --nbomber-sink ]] || sink=$argument
    [[ $argument != --nbomber-sink=* ]] || sink=${argument#--nbomber-sink=}
    # Another name is no package; the command itself refuses it.
    [[ ! $sink =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || sinks+=${sinks:+;}$sink
    last=$argument
  done
  [[ $engine == nbomber ]] || return 0
  export NBomberSinks=$sinks
  restore_nbomber src/PspLoad.Cli/PspLoad.Cli.csproj || die 2 "$nbomber_problem"
  cli=$artifacts/nbomber/bin/PspLoad.Cli/release/pspload.dll
  cli_stamp=$artifacts/nbomber/cli.stamp
  cli_options=(-p:UseNBomber=true)
}

# restore_nbomber PROJECT: says why it can't in nbomber_problem, one line.
restore_nbomber() {
  local log=$artifacts/nbomber/restore.log sources
  mkdir -p -- "$artifacts/nbomber"
  (cd -- "$root" && dotnet restore "$1" -p:UseNBomber=true -v quiet) >"$log" 2>&1 && return 0
  # shellcheck disable=SC2016 # awk's own variables
  sources=$(cd -- "$root" && dotnet nuget list source | sed -E 's#//[^/@]*@#//#' |
    awk '/\[Enabled\]/ { name = $2; getline; printf "%s%s (%s)", separator, name, $1; separator = ", " }')
  if grep -qE 'NU(1101|1102|1103|1301)' "$log"; then
    nbomber_problem="NBomber ${NBomberVersion:-6.*} and NBomber.Http ${NBomberHttpVersion:-of that major version}${NBomberSinks:+ and ${NBomberSinks//;/ and }} cannot be restored; these NuGet sources were asked: ${sources:-none}; add one that has them with 'dotnet nuget add source URL', or leave out --engine nbomber: the embedded engine is there"
  elif grep -qE 'NU(1107|1109|1605)' "$log"; then
    nbomber_problem="NBomber ${NBomberVersion:-6.*} needs another version of a package that PspLoad uses, too: $(grep -m1 -oE '(NU1107|NU1109|NU1605): .*' "$log"); if it is Spectre.Console, set NBomberSpectreVersion (docs/nbomber.md); all of it is in $log"
  else
    nbomber_problem="the build with NBomber cannot be restored: $(grep -m1 -oE 'error .*' "$log" || tail -n1 "$log"); all of it is in $log; without --engine nbomber the embedded engine is there"
  fi
  return 1
}

# Builds the command line only when a source, or a version of NBomber, is newer than what was built last. Optimised: it measures.
run_cli() {
  local versions="${NBomberVersion:-} ${NBomberHttpVersion:-} ${NBomberSpectreVersion:-} ${NBomberSinkVersion:-} ${NBomberSinks:-}"
  if [[ ! -f $cli || ! -f $cli_stamp || $(<"$cli_stamp") != "$versions" || -n $(find "$root/src" "$root"/Directory.*.props "$root/global.json" -newer "$cli_stamp" -print -quit) ]]; then
    mkdir -p -- "$artifacts"
    printf '%s\n' "$versions" >"$cli_stamp.new"
    build src/PspLoad.Cli/PspLoad.Cli.csproj -c Release ${cli_options[@]+"${cli_options[@]}"}
    mv -- "$cli_stamp.new" "$cli_stamp"
  fi
  exec dotnet "$cli" "$@"
}

lab() {
  case ${1:-} in
    up | ssh) require_sdk && require_engine ;;
    down | status) require_sdk && { ensure_engine || die 3 "$engine_problem"; } ;;
  esac
  [[ ${1:-} != ssh ]] || require_ssh_client
  run_cli lab "$@"
}

# The applications' images are built on this machine, one of them as native code.
require_image_tools() {
  has clang || has gcc || apt_install clang zlib1g-dev ||
    die 2 "the acquirer simulator is compiled to native code, which takes the packages clang and zlib1g-dev; install them"
}

images() {
  require_sdk
  require_engine
  require_image_tools
  run_cli images "$@"
}

# What a run needs depends on where it goes: a lab an engine and images, a target nothing.
require_run_tools() {
  local argument
  for argument in "$@"; do
    case $argument in
      --target | --target=* | -h | --help) return 0 ;;
    esac
  done
  ensure_engine || true
  ensure_image_tools || true
  raise_inotify_limit
  require_image_tools
}

# An environment of real servers needs no engine: the command itself says when a lab's is missing.
run_on_hosts() {
  ensure_engine || true
  run_cli "$@"
}

passed=0 failed=0 skipped=0 failures=''

# fail WHAT: counts a failure and keeps it for the end, where a reader of CI's output looks first.
fail() {
  failed=$((failed + 1))
  failures+=$1$'\n'
}

# failed_tests LOG: each failed test with its message and where it was thrown, without what it printed.
failed_tests() {
  awk '/^    [^ ].* \[FAIL\]$/ { shown = 30; print; next }
       /^(  )?(  )?[^ ]/ || /^      Output:$/ { shown = 0 }
       shown-- > 0' "$1"
}

# run_tests PROJECT [ARGS…]: runs one test program and adds up its counts. A program that dies without a summary, or hangs, is a failure;
# a test that takes longer than two minutes is named, so that a hang says where.
run_tests() {
  local project=$1 log
  shift
  log=$artifacts/$project.log
  printf '\n== %s\n' "$project"
  local patience=(timeout --kill-after 30 "$((${PSPLOAD_NIGHTLY:-0} ? 180 : 35))m")
  # Beyond a terminal's process group Ctrl+C would not reach it.
  [[ ! -t 1 ]] || patience+=(--foreground)
  "${patience[@]}" dotnet "$test_programs/$project/debug/$project.dll" -noLogo -noColor -longRunning 120 "$@" </dev/null 2>&1 | tee "$log" || true
  local total errors fails skips
  failures+=$(failed_tests "$log" && printf .)
  failures=${failures%.}
  if read -r total errors fails skips < <(sed -nE "s/^ *$project +Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+),.*/\1 \2 \3 \4/p" "$log"); then
    passed=$((passed + total - fails - skips))
    failed=$((failed + fails + errors))
    skipped=$((skipped + skips))
  else
    fail "    $project ended without a summary: $*"
  fi
}

# run_when_nightly GROUP REASON: a group of integration tests that runs whole with --nightly. Otherwise its core does (trait run=always), and the rest is
# skipped by name, test by test.
run_when_nightly() {
  local group=$1 reason=$2 test program=$artifacts/bin/PspLoad.IntegrationTests/debug/PspLoad.IntegrationTests.dll
  if [[ -n ${PSPLOAD_NIGHTLY:-} ]]; then
    run_tests PspLoad.IntegrationTests -namespace "PspLoad.IntegrationTests.$group*" -parallelMode none
    return
  fi
  if dotnet "$program" -list methods -namespace "PspLoad.IntegrationTests.$group*" -trait run=always 2>/dev/null | grep -q '^PspLoad'; then
    run_tests PspLoad.IntegrationTests -namespace "PspLoad.IntegrationTests.$group*" -trait run=always -parallelMode none
  fi
  printf '\n== PspLoad.IntegrationTests.%s: skipped without --nightly: %s\n' "$group" "$reason"
  while read -r test; do
    printf '    %s [SKIP]\n' "$test"
    skipped=$((skipped + 1))
  done < <(dotnet "$program" -list methods -namespace "PspLoad.IntegrationTests.$group*" -trait- run=always 2>/dev/null | grep '^PspLoad')
}

# The adapter's tests take a build with NBomber. Where it cannot be restored, each of them is skipped by name, with the reason.
run_nbomber_tests() {
  local tests=tests/PspLoad.IntegrationTests/PspLoad.IntegrationTests.csproj ordinary=$test_programs
  if restore_nbomber "$tests"; then
    build "$tests" -p:UseNBomber=true
    test_programs=$artifacts/nbomber/bin
  else
    export PSPLOAD_NBOMBER_MISSING=$nbomber_problem
  fi
  run_tests PspLoad.IntegrationTests -namespace 'PspLoad.IntegrationTests.NBomber*' -parallelMode none
  test_programs=$ordinary
}

# format_code [--check]: CSharpier owns line breaks and spaces, dotnet format everything that an analyzer says (docs/adr/0035).
format_code() {
  local layout=(format) rules=()
  [[ ${1:-} != --check ]] || layout=(check) rules=(--verify-no-changes)
  (
    cd -- "$root" && dotnet tool restore >/dev/null && dotnet format style PspLoad.sln --severity warn --no-restore -v quiet "${rules[@]}" &&
      dotnet csharpier "${layout[@]}" --log-level Error src tests scenarios
  )
}

check_format() {
  printf '\n== format\n'
  if format_code --check; then
    passed=$((passed + 1))
  else
    fail '    the code style differs; ./run.sh format mends it'
  fi
}

check_shell() {
  printf '\n== shell\n'
  if ! has shellcheck && ! apt_install shellcheck; then
    printf 'skipped: shell scripts, because shellcheck is not installed\n'
    skipped=$((skipped + 1))
  elif (cd -- "$root" && git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck); then
    passed=$((passed + 1))
  else
    fail '    shellcheck found faults in the shell scripts; they are named above'
  fi
}

run_test_suites() {
  local unit=1 integration=1
  while (($#)); do
    case $1 in
      --unit) integration=0 ;;
      --integration) unit=0 ;;
      --nightly) export PSPLOAD_NIGHTLY=1 ;;
      *) die 2 "test: unknown option '$1'; it takes --unit, --integration, --nightly" ;;
    esac
    shift
  done
  build
  # A test that misses one of these is skipped by name.
  apt_install openssh-client openssh-server mariadb-server-core mariadb-client softhsm2 opensc chromium || true
  if ((unit)); then
    check_format
    check_shell
    run_tests PspLoad.UnitTests
  fi
  if ((integration)); then
    if ensure_engine; then
      ensure_image_tools || true
      raise_inotify_limit
    else
      printf 'run.sh: %s; the tests that need the lab are skipped\n' "$engine_problem" >&2
    fi
    # One group after the other: a lab, an injector under test and two payment nodes would disturb each other on two cores.
    run_tests PspLoad.IntegrationTests -namespace 'PspLoad.IntegrationTests.Lab*' -namespace 'PspLoad.IntegrationTests.Ssh*' -namespace 'PspLoad.IntegrationTests.Provisioning*'
    run_tests PspLoad.IntegrationTests -namespace 'PspLoad.IntegrationTests.Load*' -namespace 'PspLoad.IntegrationTests.Runs*' -parallelMode none
    run_tests PspLoad.IntegrationTests -namespace 'PspLoad.IntegrationTests.Payments*' -parallelMode none
    run_nbomber_tests
    run_when_nightly Tiers 'every fault of the whole fleet takes half an hour'
    run_when_nightly Matrix 'every fault under two flows takes half an hour'
    run_tests PspLoad.IntegrationTests -namespace 'PspLoad.IntegrationTests.Reporting*' -parallelMode none
  fi
  [[ -z $failures ]] || printf '\n== failed\n%s' "$failures"
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0 && passed > 0))
}

# What bench http compares with. RUNLEVEL=1: the package of NGINX must not start a server of its own.
require_load_generators() {
  RUNLEVEL=1 apt_install nginx wrk nghttp2-client hey apache2-utils time ||
    die 2 "bench http needs the packages nginx, wrk, nghttp2-client, hey, apache2-utils and time; install them and run this again"
  if ! has npm; then
    printf 'run.sh: npm is missing, so autocannon is left out\n' >&2
  elif [[ ! -d $artifacts/npm/node_modules/autocannon ]]; then
    printf 'run.sh: installing autocannon %s\n' "$autocannon_version" >&2
    mkdir -p -- "$artifacts/npm"
    npm install --prefix "$artifacts/npm" --no-audit --no-fund --silent "autocannon@$autocannon_version" ||
      printf 'run.sh: npm could not install autocannon, so it is left out\n' >&2
  fi
  (cd -- "$root" && dotnet build -c Release src/PspLoad.Cli -v quiet -clp:NoSummary)
}

# The nodes are measured as they are published: the ones that bench psp starts are named by PSPLOAD_NODE_PROGRAM.
require_published_psp() {
  apt_install mariadb-server-core mariadb-client softhsm2 || die 2 "bench psp needs the packages mariadb-server-core, mariadb-client and softhsm2; install them"
  local output=$artifacts/bench/reference-psp
  local runtime=linux-x64
  [[ $(uname -m) != aarch64 ]] || runtime=linux-arm64
  (cd -- "$root" && dotnet publish src/PspLoad.ReferencePsp -c Release -r "$runtime" -o "$output" -v quiet -nologo)
  export PSPLOAD_NODE_PROGRAM=${PSPLOAD_NODE_PROGRAM:-$output/PspLoad.ReferencePsp}
}

bench() {
  case ${1:-} in
    ssh) require_sdk && require_engine && require_ssh_client ;;
    provision)
      require_sdk && require_engine && require_ssh_client
      has ansible-playbook || apt_install ansible-core || die 2 "Ansible is missing; install the package ansible-core"
      ;;
    http) require_sdk && require_load_generators ;;
    psp) require_sdk && require_published_psp ;;
    report)
      require_sdk && { type -P time >/dev/null || apt_install time || die 2 "GNU time is missing; install the package time"; }
      build src/PspLoad.Cli/PspLoad.Cli.csproj -c Release
      ;;
    engine | payments) ;;
    *) die 2 "bench: what? It takes: engine, http, payments, provision, psp, report, ssh" ;;
  esac
  require_sdk
  (cd -- "$root" && dotnet build -c Release tests/PspLoad.Benchmarks -v quiet -clp:NoSummary)
  exec dotnet "$artifacts/bin/PspLoad.Benchmarks/release/PspLoad.Benchmarks.dll" "$@"
}

format() {
  require_sdk
  case ${1:-} in
    '') build && format_code ;;
    --check) build && format_code --check ;;
    *) die 2 "format: unknown option '$1'; it takes --check" ;;
  esac
}

main() {
  local command=${1:-}
  (($#)) && shift
  case $command in
    '') require_sdk && require_run_tools && run_cli run ;;
    run | smoke) require_sdk && use_engine_of "$@" && require_run_tools "$@" && run_cli "$command" "$@" ;;
    capacity | ab) require_sdk && require_run_tools "$@" && run_cli "$command" "$@" ;;
    reconcile) require_sdk && run_on_hosts reconcile "$@" ;;
    help | -h | --help) usage || exit 4 ;;
    build) build && printf 'built\n' ;;
    test) run_test_suites "$@" ;;
    bench) bench "$@" ;;
    format) format "$@" ;;
    lab) lab "$@" ;;
    images) images "$@" ;;
    provision) require_sdk && require_image_tools && run_on_hosts "$command" "$@" ;;
    verify | drift | promote | rejoin | switch | deploy | status) require_sdk && run_on_hosts "$command" "$@" ;;
    audit) require_sdk && run_cli audit "$@" ;;
    validate) require_sdk && run_cli validate "$@" ;;
    load) require_sdk && use_engine_of "$@" && run_cli load "$@" ;;
    report | compare | baseline | history) require_sdk && run_cli "$command" "$@" ;;
    *) die 2 "unknown command '$command'; ./run.sh help lists them" ;;
  esac
}

main "$@"
