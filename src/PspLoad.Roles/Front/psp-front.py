#!/usr/bin/python3
"""psp-front: chooses the application server that receives payments.

  psp-front init               create the state if it is missing or names an unknown server
  psp-front switch NAME [WHY]  make NAME the active server; refused unless NAME is ready (--force switches anyway)
  psp-front status             print one line for each server; the first line begins with the active server
  psp-front fits               exit code 0 if the state names one of the servers
  psp-front steady             wait until the active server has been ready for some seconds without a break
  psp-front check              like fits, and the running NGINX uses the same server
  psp-front watch              run the health checker, as a service

The state is a file in its own directory. Its name is the name of the active server. NGINX looks for it at every request, so a
switch needs no reload: a reload would close connections that clients are about to use. A switch renames the file and then
writes one line into it: the time and the reason. Every decision is logged with its reason (journalctl -t psp-front).

The checker asks each server for its readiness, which includes its database. It gives up the active server after FAILURES bad
answers in a row (each takes at most TIMEOUT), and only if another server has given STEADY good answers in a row. So it does
not switch back and forth between two unstable servers. It never switches back on its own: a person inspects the failed server.
"""
import fcntl, http.client, os, re, subprocess, sys, syslog, threading, time

SERVERS = "/etc/pspload/front/servers"      # lines: name address api-port internal-port
STATE = "/var/lib/pspload/front/active"
RUNNING = ("127.0.0.1", 8081, "/active")

INTERVAL = 0.5   # seconds between two requests
TIMEOUT = 0.6    # seconds
FAILURES = 3     # a hanging server is given up after at most 0.5 + 3 * 0.6 = 2.3 s, a dead one after 1.5 s
STEADY = 6       # good answers in a row before the checker may switch to a server
PATIENCE = 20    # seconds for "steady"
REMIND = 60      # seconds between two log lines about the same problem


class Server:
    def __init__(self, line):
        self.name, self.address, api, internal = line.split()
        self.api, self.internal = int(api), int(internal)
        self.good, self.bad, self.reason = 0, 0, "not asked yet"

    def ask(self):
        """None if the server is ready, otherwise the reason."""
        connection = http.client.HTTPConnection(self.address, self.internal, timeout=TIMEOUT)
        started = time.monotonic()
        try:
            connection.request("GET", "/health/ready")
            answer = connection.getresponse()
            text = answer.read(2000).decode("utf-8", "replace")
            if answer.status == 200:
                return None
            problem = re.search(r'"problem":"([^"]*)"', text)
            return "not ready: " + (problem.group(1) if problem else "answer %d" % answer.status)
        except TimeoutError:
            return "hangs: no answer within %.1f s" % (time.monotonic() - started)
        except (OSError, http.client.HTTPException) as error:
            return "dead: " + (str(error) or type(error).__name__)
        finally:
            connection.close()

    def watch(self):
        """Polls forever. The fields good, bad and reason hold the result."""
        while True:
            started = time.monotonic()
            reason = self.ask()
            if reason is None:
                self.good, self.bad = self.good + 1, 0
            else:
                self.good, self.bad, self.reason = 0, self.bad + 1, reason
            time.sleep(max(0.0, INTERVAL - (time.monotonic() - started)))


def servers():
    with open(SERVERS) as file:
        return [Server(line) for line in file if line.strip()]


def log(text):
    print(text, file=sys.stderr, flush=True)
    if not os.environ.get("INVOCATION_ID"):  # a service's standard error goes to the journal
        syslog.syslog(text)


def marks():
    """Names of the state files: one, unless somebody has edited the directory."""
    return sorted(name for name in os.listdir(STATE) if not name.startswith(".")) if os.path.isdir(STATE) else []


def active():
    """Name of the active server in the state, or None."""
    found = marks()
    return found[0] if len(found) == 1 else None


def why_active():
    name = active()
    if name is None:
        return ""
    with open(os.path.join(STATE, name)) as file:
        return file.read().strip()


def put(name, why):
    """Replaces the state file atomically."""
    new = os.path.join(STATE, ".new")
    with open(new, "w") as file:
        file.write("active %s since %s: %s\n" % (name, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), why))
        file.flush()
        os.fsync(file.fileno())
    os.rename(new, os.path.join(STATE, name))
    folder = os.open(STATE, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write(target, why):
    """Changes the state. A lock admits one writer."""
    os.makedirs(STATE, mode=0o755, exist_ok=True)
    with open(STATE + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = marks()
        for name in before[1:]:
            os.remove(os.path.join(STATE, name))
        if before and before[0] != target.name:
            os.rename(os.path.join(STATE, before[0]), os.path.join(STATE, target.name))
        put(target.name, why)
        if subprocess.run(["systemctl", "-q", "is-active", "nginx.service"]).returncode == 0:
            wait_until_running(target.name)


def running():
    """Name of the active server in the running NGINX, or None."""
    connection = http.client.HTTPConnection(RUNNING[0], RUNNING[1], timeout=1)
    try:
        connection.request("GET", RUNNING[2])
        return connection.getresponse().read(200).decode().strip()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def runs_within(seconds, name):
    """Whether NGINX uses the server in time. After a reload, old workers may still answer for a moment."""
    until = time.monotonic() + seconds
    while running() != name:
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def wait_until_running(name):
    if not runs_within(5, name):
        sys.exit("psp-front: NGINX does not use %s after 5 s" % name)


def initialise():
    known = servers()
    if not fits(known):
        chosen = next((server for server in known if server.name in marks()), known[0])
        write(chosen, "the list of servers changed" if marks() else "first in the list of servers")
        log("active: %s" % chosen.name)


def fits(known):
    return active() in [server.name for server in known]


def switch(name, why, force):
    known = servers()
    target = next((server for server in known if server.name == name), None)
    if target is None:
        sys.exit("psp-front: unknown application server '%s'; expected one of: %s" % (name, ", ".join(server.name for server in known)))
    if name == active():
        print("%s is already active" % name)
        return
    reason = target.ask()
    if reason is not None and not force:
        sys.exit("psp-front: %s stays active: %s is %s" % (active(), name, reason))
    before = active()
    write(target, why)
    log("switched from %s to %s: %s" % (before, name, why))


def status():
    known = servers()
    first = active()
    for server in sorted(known, key=lambda server: server.name != first):
        print("%s %s %s" % (server.name, "active" if server.name == first else "standby", server.ask() or "ready"))
    print(why_active())


def steady():
    """A server that has just started is slow. Wait for this before you stop the other server."""
    target = next(server for server in servers() if server.name == active())
    until, good = time.monotonic() + PATIENCE, 0
    while good < STEADY:
        reason = target.ask()
        good = good + 1 if reason is None else 0
        if reason is not None and time.monotonic() > until:
            sys.exit("psp-front: %s is active and %s" % (target.name, reason))
        time.sleep(INTERVAL)
    print("%s gave %d good answers in a row" % (target.name, good))


def watch():
    known = servers()
    for server in known:
        threading.Thread(target=server.watch, daemon=True).start()
    log("watching %s; active: %s" % (", ".join(server.name for server in known), active()))
    told, told_at = None, 0.0
    while True:
        time.sleep(0.05)
        current = next((server for server in known if server.name == active()), None)
        if current is None or current.bad < FAILURES:
            continue
        standby = next((server for server in known if server is not current and server.good >= STEADY), None)
        if standby is not None:
            why = "%s %s (%d times in a row)" % (current.name, current.reason, current.bad)
            write(standby, why)
            log("switched automatically from %s to %s: %s" % (current.name, standby.name, why))
            continue
        others = "; ".join("%s %s" % (server.name, server.reason if server.good == 0 else "became ready too recently") for server in known if server is not current)
        if (current.name, others) != told or time.monotonic() - told_at > REMIND:
            log("%s stays active (%s): no other server is ready for long enough (%s)" % (current.name, current.reason, others))
            told, told_at = (current.name, others), time.monotonic()


def main(arguments):
    force = "--force" in arguments
    words = [word for word in arguments if word != "--force"]
    syslog.openlog("psp-front")
    command = words[0] if words else ""
    if command == "init":
        initialise()
    elif command == "switch" and len(words) > 1:
        switch(words[1], " ".join(words[2:]) or "by hand", force)
    elif command == "status":
        status()
    elif command in ("fits", "check"):
        sys.exit(0 if fits(servers()) and (command == "fits" or runs_within(2, active())) else 1)
    elif command == "steady":
        steady()
    elif command == "watch":
        watch()
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
