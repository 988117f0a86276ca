"""sink.py - an SMTP relay that takes whatever comes, and remembers what it took"""
import re
import socketserver
import threading


class Talk(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs that doesn't expect more."""

    def setup(self):
        super().setup()
        self.server.sink.talks.add(self.connection)

    def finish(self):
        self.server.sink.talks.discard(self.connection)
        super().finish()

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def body(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line)
        return None  # cut

    def converse(self):
        to = ""
        self.say("220 sink.example")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT":
                to = re.search(rb"<(.*)>", line).group(1).decode()
            if word != b"DATA":
                self.say("221 bye" if word == b"QUIT" else "250 yes")
                continue
            self.say("354 go on")
            text = self.body()
            if text is None:
                return
            self.server.sink.took(to, text)
            self.say("250 taken")

    def handle(self):
        try:
            self.converse()
        except OSError:
            pass  # killed, on one side or the other


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64


class Sink:
    """Listens at once; received holds (address, Message-ID, when by the given clock)."""

    def __init__(self, clock, port=0):
        self.clock, self.received, self.talks = clock, [], set()
        self.lock = threading.Lock()
        self.listener = Listener(("127.0.0.1", port), Talk)
        self.listener.sink = self
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, args=(0.05,), daemon=True).start()

    def took(self, to, text):
        number = re.search(rb"^Message-ID:\s*(\S+)", text, re.M | re.I).group(1).decode()
        with self.lock:
            self.received.append((to, number, self.clock()))

    def letters(self):
        with self.lock:
            return list(self.received)

    def close(self):
        self.listener.shutdown()
        self.listener.server_close()
        for talk in list(self.talks):
            talk.close()
