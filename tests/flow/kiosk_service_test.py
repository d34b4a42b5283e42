"""The kiosk as a service: it tells a plain notify socket what systemd would hear, whatever is missing, and ends in order.

kiosk_service_test.py BIN_FOLDER
"""
import hashlib
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE = re.compile(r"<([0-7])>(\w+)\.(\w+)((?: \w+=[\w.-]+)*) (.+)")
PATIENCE = 60  # seconds; a slow machine is no failure


class Kiosk:
    """One clearway-kiosk without a camera, a printer and signers, its scanner unplugged, under a service manager made of a socket."""

    def __init__(self, folder, config):
        self.folder = pathlib.Path(folder)
        self.config = self.folder / "clearway.toml"
        self.config.write_text(config)
        self.heard = []
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(str(self.folder / "notify"))
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "SDL_VIDEODRIVER": "offscreen",
                       "NOTIFY_SOCKET": str(self.folder / "notify"), "WATCHDOG_USEC": "6000000"}
        self.process = subprocess.Popen([BIN / "clearway-kiosk", "--config", self.config], stderr=self.log,
                                        env=environment)

    def hear(self, message, times=1):
        """Waits until the manager has heard the message so many times."""
        deadline = time.monotonic() + PATIENCE
        lives = True
        while self.heard.count(message) < times and time.monotonic() < deadline and lives:
            lives = self.process.poll() is None
            while select.select([self.manager], [], [], 0.1)[0]:
                self.heard += self.manager.recv(4096).decode().splitlines()
        return self.heard.count(message) >= times

    def logged(self, text):
        """Waits until the log says it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if text in self.log_text():
                return True
            select.select([self.manager], [], [], 0.05)
        return text in self.log_text()

    def log_text(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.log.close()
        self.manager.close()


class KioskService(unittest.TestCase):
    def start(self, extra=""):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = f"""[place]
kiosk = "gate-4"
[devices]
camera = ""
scanners = ["tty:/dev/no-such-scanner"]
printer = ""
[folders]
trust = "{folder.name}/trust"
roots = "{folder.name}/roots"
import = "{folder.name}/import"
data = "{folder.name}/data"
[screen]
fullscreen = false
width = 640
height = 480
{extra}"""
        kiosk = Kiosk(folder.name, config)
        self.addCleanup(kiosk.close)
        self.assertTrue(kiosk.hear("READY=1"), kiosk.log_text())
        return kiosk

    def test_it_beats_while_everything_is_missing_and_ends_in_order(self):
        kiosk = self.start()
        self.assertTrue(kiosk.hear("WATCHDOG=1", times=5), kiosk.log_text())
        self.assertTrue(kiosk.logged("kiosk.trust_unusable"))
        self.assertEqual(kiosk.stop(), 0)
        self.assertTrue(kiosk.hear("STOPPING=1"))
        records = self.records(kiosk)
        self.assertEqual([record["kind"] for record in records][0], "kiosk_started")
        self.assertEqual({record["kiosk"] for record in records}, {"gate-4"})
        self.assertEqual([record["kind"] for record in records][-1], "kiosk_stopped")
        self.check_log(kiosk)

    def test_a_mistake_in_the_configuration_is_shown_and_its_correction_taken(self):
        kiosk = self.start("[times]\nidle_end = \"soon\"\n")
        line = kiosk.config.read_text().splitlines().index('idle_end = "soon"') + 1
        self.assertTrue(kiosk.logged(f"kiosk.configuration_problem problems=1 first_line={line} "))
        self.assertTrue(kiosk.logged("kiosk.screen_shown screen=technician"))
        self.assertTrue(kiosk.hear("STATUS=Closed to travellers, the screen says why"))
        kiosk.config.write_text(kiosk.config.read_text().replace('"soon"', "30"))
        self.assertTrue(kiosk.logged("kiosk.screen_shown screen=out_of_service"), kiosk.log_text())
        self.assertEqual(kiosk.stop(), 0)
        self.check_log(kiosk)

    def test_it_lives_while_the_audit_log_cannot_be_written_and_recovers(self):
        kiosk = self.start()
        self.assertEqual(kiosk.stop(), 0)
        data = kiosk.folder / "data"
        for file in (data / "audit").iterdir():
            file.unlink()
        (data / "audit").rmdir()
        (data / "audit").write_text("in the way")
        again = self.start_again(kiosk)
        self.assertTrue(again.logged("kiosk.audit_unavailable"))
        self.assertTrue(again.hear("WATCHDOG=1", times=2))
        (data / "audit").unlink()
        self.assertTrue(again.logged("kiosk.audit_available"), again.log_text())
        self.assertEqual(again.stop(), 0)
        self.assertEqual(self.records(again)[0]["kind"], "kiosk_started")
        self.check_log(again)

    def test_a_trust_bundle_is_taken_over_while_it_runs(self):
        kiosk = self.start()
        at = kiosk.folder
        self.clearway("keys", "root", "--out", at / "root")
        self.clearway("keys", "issuer", "--out", at / "issuer", "--name", "Issuer", "--country", "XX")
        for name in ("roots", "import"):
            (at / name).mkdir(exist_ok=True)

        def drop(number):
            self.clearway("trust", "build", "--sequence", number, "--signers", at / "issuer.pem", "--out", at / "content")
            self.clearway("trust", "sign", at / "content", "--root", at / "root.key", "--out", at / "bundle")
            (at / "bundle").rename(at / "import" / f"{number}.bundle")

        (at / "root.pub").rename(at / "roots" / "root.pub")
        drop(7)
        self.assertTrue(kiosk.logged("kiosk.bundle_in_use number=7 "), kiosk.log_text())
        drop(8)
        self.assertTrue(kiosk.logged("kiosk.bundle_in_use number=8 "), kiosk.log_text())
        drop(6)
        self.assertTrue(kiosk.logged("kiosk.bundle_refused fault=denied "), kiosk.log_text())
        self.assertEqual([file.name for file in (at / "import").iterdir()], ["6.bundle"])
        self.assertEqual(kiosk.stop(), 0)
        self.check_log(kiosk)

    def clearway(self, *arguments):
        subprocess.run([BIN / "clearway", *map(str, arguments)], check=True, capture_output=True, timeout=60)

    def start_again(self, kiosk):
        (kiosk.folder / "notify").unlink()
        again = Kiosk(str(kiosk.folder), kiosk.config.read_text())
        self.addCleanup(again.close)
        self.assertTrue(again.hear("READY=1"), again.log_text())
        return again

    def records(self, kiosk):
        """The audit log, its chain followed by other means than the program's own."""
        previous, records = "0" * 64, []
        for file in sorted((kiosk.folder / "data" / "audit").glob("*.jsonl")):
            for line in file.read_text().splitlines():
                record = json.loads(line)
                self.assertEqual(record["seq"], len(records) + 1)
                self.assertEqual(record["prev"], previous)
                signed = line[:line.rindex(',"hash":')]
                previous = hashlib.sha256(signed.encode()).hexdigest()
                self.assertEqual(record["hash"], previous)
                records.append(record)
        return records

    def check_log(self, kiosk):
        """Every line is a registered event with its registered priority and sentence."""
        registry = tomllib.loads((ROOT / "base/core/events.toml").read_text(encoding="utf-8"))
        priorities = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"]
        for line in kiosk.log_text().splitlines():
            match = LINE.fullmatch(line)
            self.assertIsNotNone(match, line)
            priority, room, name, _, meaning = match.groups()
            event = registry[room][name]
            self.assertEqual(priorities[int(priority)], event["priority"])
            self.assertEqual(meaning, event["meaning"])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    BIN = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
