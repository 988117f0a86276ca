"""program.py - the program on a database and a port of its own, and forms of it"""
import contextlib
import datetime
import http.client
import os
import re
import socket
import sqlite3
import subprocess
import time
import urllib.parse

START_SECONDS = 20  # a server that takes longer doesn't start
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
FORM = {"commune": "Blois", "code": "41018", "mode": "presentiel", "twin": "other"}


class Server:
    def __init__(self, program, folder, **settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.file = os.path.join(folder, "cafeia.db")
        self.program, self.process = program, None
        self.env = dict(os.environ, **settings)
        self.log = open(os.path.join(folder, "log"), "w+b")
        subprocess.run([program, "init", "--db", "sqlite:" + self.file], check=True,
                       stdout=self.log, stderr=self.log)

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", "--db", "sqlite:" + self.file,
             "--listen", "127.0.0.1:%d" % self.port],
            stdout=self.log, stderr=self.log, env=self.env)
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.002)
        raise SystemExit("Bail out! the server doesn't start:\n" + self.last_words())

    def stop(self, how):
        self.process.send_signal(how)
        return self.process.wait()

    def last_words(self):
        self.log.seek(0)
        return self.log.read()[-2000:].decode(errors="replace")

    def ask(self, method, path, body=None):
        """Status and text; None and None when there is no answer."""
        return self.talk(method, path, body)[:2]

    def talk(self, method, path, body=None):
        """Status, text and Location; three times None when there is no answer."""
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            talk.request(method, path, body, HEADERS)
            answer = talk.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("Location")
        except (OSError, http.client.HTTPException):
            return None, None, None
        finally:
            talk.close()


def token_of(page):
    found = re.search(r'name="token" value="([^"]+)"', page)
    return found and found.group(1)


def form(title, number, token):
    day = datetime.date.today() + datetime.timedelta(days=1 + number % 300)
    return urllib.parse.urlencode(dict(FORM, title=title, date=day.isoformat(), token=token))


def titles(file):
    """How often each declared title stands in the database."""
    there = {}
    with contextlib.closing(sqlite3.connect(file)) as database:
        for (title,) in database.execute(
                "SELECT title FROM event WHERE title LIKE 'Rencontre %'"):
            there[title] = there.get(title, 0) + 1
    return there


def soundness(file):
    """ "ok", or what is wrong."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


class Judge:
    """Says TAP, and remembers whether all was well."""

    def __init__(self):
        self.number, self.good = 0, True

    def that(self, good, what, why=""):
        self.number += 1
        self.good = self.good and bool(good)
        print("%s %d - %s" % ("ok" if good else "not ok", self.number, what))
        for line in str(why).splitlines() if not good else []:
            print("# " + line)

    def end(self):
        print("1..%d" % self.number, flush=True)
        return 0 if self.good else 1
