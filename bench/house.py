"""house.py - what the programs of bench/ share

Their environment is that of script/bench.  Each figure is a median of runs that
are interleaved with those of what it is compared with, and stands in a table with
its aim; a program ends with 1 when an aim was missed.
"""
import atexit
import contextlib
import glob
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

CAFEIA = os.environ["CAFEIA"]
ENGINE = os.environ.get("BENCH_DB", "sqlite")
BUILD = os.environ["BENCH_BUILD"]
WORK = os.environ["BENCH_WORK"]
KEEP = os.environ["BENCH_KEEP"]  # databases that are used again
QUICK = os.environ.get("BENCH_QUICK") == "1"
EVENTS = int(os.environ.get("BENCH_EVENTS") or 1000000)
FEW = min(20000, EVENTS)
NOW = "2026-06-02T12:00:00+02:00"  # sample cafés lie around this instant
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # of an id in an address
INSTANT = 1780394400  # the same, in seconds


def times(many):
    """How often something is done: a fifth of it when in a hurry."""
    return max(1, many // 5) if QUICK else many


def tool(name):
    subprocess.run(["ninja", "--quiet", "-C", BUILD, "bench/" + name], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(BUILD, "bench", name)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


# ---- databases ----

def sql(url, *statements):
    """For a PostgreSQL: makes and drops databases."""
    for statement in statements:
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", url, "-c", statement], check=True,
                       stdout=subprocess.DEVNULL)


def pg_url(name):
    return os.environ["CAFEIA_TEST_PG"].rsplit("/", 1)[0] + "/" + name


def fresh_database(name, events=0):
    """An empty database, or one with so many sample cafés; its address."""
    if ENGINE == "postgres":
        sql(os.environ["CAFEIA_TEST_PG"], "DROP DATABASE IF EXISTS " + name,
            "CREATE DATABASE " + name)
        url = pg_url(name)
    else:
        url = "sqlite:" + os.path.join(WORK, name + ".db")
    fill(url, events)
    return url


def fill(url, events):
    run = {"env": dict(os.environ, CAFEIA_DB=url, CAFEIA_NOW=NOW), "check": True,
           "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([CAFEIA, "init"], **run)
    if events:
        subprocess.run([CAFEIA, "sample", "--events", str(events), "--seed", "1"], **run)


def sampled_database(events):
    """The same for all programs: made once, on SQLite kept for the next run."""
    name = "sample_%d" % events
    if ENGINE == "postgres":
        there = subprocess.run(["psql", "-q", pg_url(name), "-c", "SELECT 1"],
                               capture_output=True, check=False).returncode == 0
        return pg_url(name) if there else fresh_database(name, events)
    os.makedirs(KEEP, exist_ok=True)
    # Tables or cafés that are made otherwise make other databases.
    tables = subprocess.run(["sh", "-c", "cat migrations/* data/sample/words.txt "
                             "src/rooms/event/event_sample_many.c src/rooms/event/event_shelf.c src/rooms/event/event_shelf_store.c "
                             "| sha256sum"], check=True, capture_output=True, text=True).stdout
    path = os.path.join(KEEP, "%s_%s.db" % (name, tables[:12]))
    if not os.path.exists(path):
        print("making %d cafés, to be kept in %s" % (events, KEEP), flush=True)
        fill("sqlite:" + path + ".new", events)
        os.rename(path + ".new", path)
    return "sqlite:" + path


def run_sql(url, *statements):
    """Statements on a database that no program uses."""
    if ENGINE == "postgres":
        sql(url, *statements)
        return
    with contextlib.closing(sqlite3.connect(url.split(":", 1)[1])) as database, database:
        for statement in statements:
            database.execute(statement)


def ask_sql(url, question):
    """Rows of whole numbers; a program may be writing meanwhile."""
    if ENGINE == "postgres":
        said = subprocess.run(["psql", "-q", "-A", "-t", "-F", " ", url, "-c", question],
                              check=True, capture_output=True, text=True).stdout
        return [tuple(int(n) for n in line.split()) for line in said.splitlines()]
    with contextlib.closing(sqlite3.connect(url.split(":", 1)[1], 30)) as database:
        return database.execute(question).fetchall()


def open_cafes(url, count, seats):
    """So many cafés to come of a sampled database, in which one signs up here;
    their numbers."""
    found = ask_sql(url, "SELECT id FROM event WHERE state = 2 AND starts_at > %d"
                    " ORDER BY starts_at, id LIMIT %d" % (INSTANT + 3 * 86400, count))
    if len(found) < count:
        sys.exit("only %d cafés are to come" % len(found))
    ids = [row[0] for row in found]
    run_sql(url, "UPDATE event SET signup = 1, capacity = %d WHERE id IN (%s)" %
            (seats, ", ".join(str(n) for n in ids)))
    return ids


def id_text(number):
    """As work/id.c writes it."""
    return "".join(DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def warm(url):
    """Reads a file once, so that the disk isn't what is measured."""
    if ENGINE == "sqlite":
        with open(url.split(":", 1)[1], "rb") as database:
            while database.read(1 << 24):
                pass


# ---- servers ----

class Server:
    """Something that answers on a port of this machine."""

    def __init__(self, command, port, env=None):
        self.address = "127.0.0.1:%d" % port
        self.port = port
        self.log = open(os.path.join(WORK, "server.log"), "ab")
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)
        atexit.register(self.stop)
        while True:
            if self.process.poll() is not None or time.monotonic() - self.begun > 30:
                sys.exit("This doesn't start (see %s): %s" % (self.log.name, command))
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.0005)

    def pids(self):
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True,
                               text=True, check=False).stdout.split()
        return [self.process.pid] + [int(pid) for pid in found]

    def cpu(self):
        """Seconds of processor, in and for it, so far."""
        # The sum of utime and stime, in nanoseconds instead of hundredths.
        total = 0
        for task in (path for pid in self.pids() for path in
                     glob.glob("/proc/%d/task/*/schedstat" % pid)):
            with open(task) as stat:
                total += int(stat.read().split()[0])
        return total / 1e9

    def rss(self):
        total = 0
        for pid in self.pids():
            with open("/proc/%d/status" % pid) as status:
                total += int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))
        return total / 1024

    def ask(self, method, path, form, headers):
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        talk.request(method, path, form, headers)
        answer = talk.getresponse()
        body = answer.read()
        talk.close()
        return answer.status, body

    def get(self, path, headers=None):
        return self.ask("GET", path, None, headers or {})

    def post(self, path, form):
        """As a form of ours does."""
        return self.ask("POST", path, form, {"Sec-Fetch-Site": "same-origin",
                        "Content-Type": "application/x-www-form-urlencoded"})

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()


def cafeia(url, threads=0, now=NOW, **settings):
    port = free_port()
    env = dict(os.environ, CAFEIA_DB=url, CAFEIA_LISTEN="127.0.0.1:%d" % port, **settings)
    if now:
        env["CAFEIA_NOW"] = now
    return Server([CAFEIA, "serve", "--threads", str(threads)], port, env)


def nginx(body, encoded=None):
    """The same bytes from a file, with as many workers as we have threads."""
    port, folder = free_port(), os.path.join(WORK, "nginx")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "files"))
    os.chmod(WORK, 0o755)
    with open(os.path.join(folder, "files", "cafes"), "wb") as page:
        page.write(body)
    if encoded:
        with open(os.path.join(folder, "files", "cafes.gz"), "wb") as page:
            page.write(encoded)
    with open(os.path.join(folder, "conf"), "w") as conf:
        conf.write("""
daemon off; worker_processes %d; pid %s/pid; error_log stderr;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=100; gzip_static on; default_type text/html;
  client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s;
  uwsgi_temp_path %s; scgi_temp_path %s;
  server { listen 127.0.0.1:%d; root %s/files; }
}
""" % (os.cpu_count(), folder, folder, folder, folder, folder, folder, port, folder))
    return Server(["nginx", "-c", os.path.join(folder, "conf"), "-e", "stderr"], port)


# ---- measuring ----

def load(server, requests, connections, count=None, headers=()):
    """What bench/load says of these requests; none may fail."""
    said = subprocess.run(
        [tool("load"), server.address, str(connections), str(count or len(requests)), *headers],
        input="\n".join(requests) + "\n", text=True, capture_output=True, check=False)
    if said.returncode != 0:
        sys.exit(said.stderr)
    result = json.loads(said.stdout)
    if result["4xx"] or result["5xx"]:
        sys.exit("%d answers were refusals or faults" % (result["4xx"] + result["5xx"]))
    return result


def cpu_a_request(server, requests, connections, count, headers=()):
    before = server.cpu()
    load(server, requests, connections, count, headers)
    return (server.cpu() - before) / count * 1e6


def median(values):
    return statistics.median(values)


class Table:
    """Figures, each with its aim; above or below, says whether it was reached."""

    def __init__(self, title):
        print("\n%s\n%s" % (title, "-" * len(title)))
        self.missed = 0

    def line(self, what, value, unit="", most=None, least=None, note=""):
        good = (most is None or value <= most) and (least is None or value >= least)
        aim = "<= %g" % most if most is not None else ">= %g" % least if least is not None else ""
        self.missed += not good
        print("%-50s %10s %-6s %-9s %s %s" % (
            what, "%.3g" % value if value < 100 else "%.0f" % value, unit, aim,
            ("reached" if good else "MISSED") if aim else "", note), flush=True)

    def end(self):
        sys.exit(1 if self.missed else 0)
