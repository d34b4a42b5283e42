#!/usr/bin/env python3
"""The kiosk asks an issuer's retrieval service, over real TLS with certificates on both sides, and the service is slow,
lying, or somebody else. usage: retrieval_test.py BIN_DIR"""
import http.server
import json
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from retrieval_service import REFERENCE, Authority

HOUSE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else HOUSE / "build" / "release" / "bin"

STORE = {"L898902C3": {"birth_date": "740812", "certificates": ["HC1:FIRST", "TH1:SECOND ONE"]},
         "D23145890": {"birth_date": "800101", "certificates": ["HC1:OTHER"]}}

# Runs a program beside a name server that never answers, and says whether that was asked.
SILENT_NAME_SERVER = """
import socket, subprocess, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind(("127.0.0.1", 53))
    server.setblocking(False)
    status = subprocess.run(sys.argv[1:]).returncode
    print("asked" if server.recv(512) else "", flush=True)
sys.exit(status)
"""


class Retrieval(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="clearway-retrieval-")
        folder = pathlib.Path(cls.temporary.name)
        cls.ours, cls.stranger = Authority(folder, "ours"), Authority(folder, "stranger")
        cls.service, cls.kiosk = cls.ours.issue("service"), cls.ours.issue("kiosk")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def serve(self, handler=REFERENCE.Service, pair=None):
        server = REFERENCE.make_server(STORE, *(pair or self.service), self.ours.certificate, handler=handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server.server_address[1]

    def probe(self, port, number="L898902C3", patience=5000, kiosk=None):
        certificate, key = kiosk or self.kiosk
        return [BIN / "retrieval_probe", f"https://localhost:{port}/", self.ours.certificate, certificate, key, number,
                str(patience)]

    def ask(self, *question, **more):
        result = subprocess.run(self.probe(*question, **more), capture_output=True, text=True, check=False, timeout=60)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return result.stdout.splitlines()

    def answer_with(self, status, body, headers=()):
        """A service that says this to everybody."""
        class Says(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        return self.serve(Says)

    def test_gives_the_texts_of_this_document_and_nobody_elses(self):
        port = self.serve()
        self.assertEqual(self.ask(port), ["HC1:FIRST", "TH1:SECOND ONE"])
        self.assertEqual(self.ask(port, "D23145890"), ["nothing"])  # another birth date
        self.assertEqual(self.ask(port, "X00000000"), ["nothing"])

    def test_is_believed_under_its_own_authority_and_name_only(self):
        self.assertEqual(self.ask(self.serve(pair=self.stranger.issue("service"))), ["not_trusted"])
        self.assertEqual(self.ask(self.serve(pair=self.ours.issue("elsewhere", "elsewhere.example"))), ["not_trusted"])

    def test_answers_kiosks_that_its_authority_knows_only(self):
        port = self.serve()
        self.assertEqual(self.ask(port, kiosk=self.stranger.issue("kiosk")), ["not_trusted"])
        self.assertEqual(self.ask(port), ["HC1:FIRST", "TH1:SECOND ONE"])

    def test_that_is_down_is_unreachable(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assertEqual(self.ask(port), ["unreachable"])

    def test_that_says_nothing_or_drips_times_out(self):
        ended = threading.Event()
        self.addCleanup(ended.set)

        class Drips(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                while not ended.wait(0.05):
                    self.wfile.write(b" ")
                    self.wfile.flush()

            def log_message(self, *_):
                pass
        self.assertEqual(self.ask(self.serve(Drips), patience=400), ["timeout"])
        with socket.socket() as mute:
            mute.bind(("127.0.0.1", 0))
            mute.listen()
            self.assertEqual(self.ask(mute.getsockname()[1], patience=400), ["timeout"])

    def test_hears_no_more_of_a_question_that_is_taken_back(self):
        with socket.socket() as mute:
            mute.bind(("127.0.0.1", 0))
            mute.listen()
            with subprocess.Popen(self.probe(mute.getsockname()[1], patience=120_000), stdout=subprocess.PIPE) as probe:
                with mute.accept()[0]:  # it asks
                    probe.send_signal(signal.SIGUSR1)
                    self.assertEqual(probe.communicate(timeout=30)[0], b"withdrawn\n")

    def test_whose_name_server_is_silent_times_out_and_holds_no_program_up(self):
        """In a network of its own, where the only name server takes every question. A resolver waits ten seconds for it."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.temporary.name))
        (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n", encoding="ascii")
        (folder / "silent.py").write_text(SILENT_NAME_SERVER, encoding="ascii")
        apart = ["unshare", "--mount", "--net", "sh", "-c",
                 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"', folder / "resolv.conf"]
        if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("a network of its own is not allowed here")
        certificate, key = self.kiosk
        begun = time.monotonic()
        asked = subprocess.run([*apart, sys.executable, folder / "silent.py", BIN / "retrieval_probe", "https://issuer.example/",
                                self.ours.certificate, certificate, key, "L898902C3", "500"],
                               capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((asked.returncode, asked.stdout), (1, "timeout\nasked\n"), asked.stderr)
        self.assertLess(time.monotonic() - begun, 5)

    def test_that_lies_is_not_believed(self):
        good = json.dumps({"certificates": ["HC1:FIRST"]}).encode()
        for body in (b"", b"<html>", b'{"certificates":[]}', b'{"certificates":["x"],"more":1}', b"\xff\xfe",
                     b'{"certificates":["' + b"x" * 200_000 + b'"]}', b" " * 10_000_000):
            self.assertEqual(self.ask(self.answer_with(200, body)), ["nonsense"], body[:40])
        self.assertEqual(self.ask(self.answer_with(302, good, [("Location", "https://localhost/")])), ["nonsense"])
        self.assertEqual(self.ask(self.answer_with(200, good, [("Content-Encoding", "gzip")])), ["HC1:FIRST"])

    def test_says_by_its_status_why_it_gives_nothing(self):
        for status, word in ((404, "nothing"), (429, "too_often"), (403, "not_trusted"), (503, "unavailable"),
                             (400, "nonsense")):
            self.assertEqual(self.ask(self.answer_with(status, b"{}")), [word])


if __name__ == "__main__":
    unittest.main()
