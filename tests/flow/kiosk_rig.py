"""A kiosk to test: the real program with the real reader process, a filmed camera, and keys and certificates that are
made when the test begins."""
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time

from screen import compact, until

def person(surname, given, chinese, **changes):
    """A travel health certificate with a test and a vaccination, as `clearway issue` takes it."""
    return {"format": "travel-health", "serial": "FLOW-" + surname, "expires_at": "+30d",
            "holder": {"surname": surname, "given_names": given, "chinese_name": chinese, "sex": "female",
                       "birth_date": "1988-03-14", "nationality": "CN"},
            "document": {"kind": "ordinary-passport", "number": "E00000000", "country": "CN"},
            "records": [{"kind": "nucleic-acid-test", "disease": "840539006", "result": "negative",
                         "sampled_at": "-20h", "facility": "Demo Hospital", "country": "CN"}], **changes}


VALID = person("WANG", "XIAOMING", "王小明")
EXPIRED = person("LI", "HUA", "李华", issued_at="-10d", expires_at="-3d")
UNKNOWN = person("ZHOU", "LAN", "周兰")
FORGED = person("CHEN", "MING", "陈明")


# Of VALID's holder, and of somebody else.
PASSPORT = ("P<CHNWANG<<XIAOMING<<<<<<<<<<<<<<<<<<<<<<<<<", "E000000008CHN8803148F3001019<<<<<<<<<<<<<<<4")
OTHER_PASSPORT = ("P<CHNSCHMIDT<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478CHN6408125F3001019<<<<<<<<<<<<<<<6")


class Material:
    """Demonstration issuers, a trust folder, certificates and films in `folder`."""

    def __init__(self, bin_dir, folder):
        self.bin, self.folder = pathlib.Path(bin_dir).resolve(), pathlib.Path(folder)
        self.run("clearway", "keys", "demo", "--out", self.folder)
        self.trust = self.folder / "trust"

    def run(self, program, *arguments, **options):
        return subprocess.run([str(self.bin / program), *map(str, arguments)], check=True, capture_output=True,
                              timeout=120, **options)

    def issue(self, certificate, issuer="travel-health"):
        made = self.run("clearway", "issue", "-", "--issuer", self.folder / "issuer" / f"{issuer}.key",
                        input=json.dumps(certificate).encode())
        return made.stdout.decode().rstrip("\n")

    def film(self, name, *codes, seconds=2, gap=2, end=0, passport=()):
        """A film of a phone that shows one code after the other; before it, a passport with a zone of these lines."""
        texts, options = [], []
        if passport:
            zone = self.folder / f"{name}-passport.txt"
            zone.write_text("\n".join(passport) + "\n", encoding="ascii")
            options = ["--passport", zone]
        for number, code in enumerate(codes):
            texts.append(self.folder / f"{name}-{number}.txt")
            texts[-1].write_text(code + "\n", encoding="utf-8")
        film = self.folder / f"{name}.avi"
        self.run("clearway-film", "--out", film, "--fps", 8, "--seconds", seconds, "--gap", gap, "--end", end, *options, *texts)
        return film


class Kiosk:
    """A running clearway-kiosk on a Screen. What it logs is collected; what it shows, the screen sees. Unless `film_again`,
    the camera is gone when its film has ended."""

    def __init__(self, material, screen, folder, camera, *, printer=None, trust=None, toml="", devices="", folders="", place="",
                 environment=None, arguments=("--demo",), before_exec=None, film_again=True):
        self.material, self.screen = material, screen
        self.folder = pathlib.Path(folder)
        self.printed = self.folder / "printed"
        self.printed.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "clearway.toml"
        self.good_config = f"""
[place]
name = "Flow test hall"
{place}
[devices]
camera = "{f'replay:{camera}?loop={int(film_again)}' if camera else ''}"
printer = "{printer or f'file:{self.printed}'}"
{devices}
[folders]
trust = "{trust or material.trust}"
data = "{self.folder / 'data'}"
{folders}
[times]
goodbye = 1
{toml}
"""
        if not self.config.exists():
            self.config.write_text(self.good_config, encoding="utf-8")
        self.lines = []
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [str(material.bin / "clearway-kiosk"), "--config", str(self.config), *arguments], stderr=subprocess.PIPE,
            env={**screen.environment(), "TZ": "UTC", **(environment or {})}, preexec_fn=before_exec)
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        for line in self.process.stderr:
            self.lines.append((time.monotonic(), line.decode(errors="replace").rstrip()))

    # --- what a person sees ------------------------------------------------------------------------

    def screens(self):
        """The names of the screens shown so far."""
        return [match.group(1) for _, line in list(self.lines)
                if (match := re.search(r"kiosk\.screen_shown screen=(\w+)", line))]

    def await_screen(self, *names, seconds=25, after=0):
        """Waits until one of the screens is the newest of those shown since the first `after`, and on the display."""
        def newest():
            if self.process.poll() is not None:
                raise AssertionError("the kiosk has ended:\n" + "\n".join(line for _, line in self.lines[-20:]))
            shown = self.screens()
            return shown[-1] if len(shown) > after and shown[-1] in names else None
        found = until(newest, seconds, f"the screen {names}; shown were {self.screens()[-6:]}")
        self.screen.catch_up()  # the kiosk has sent the picture when it logs that it shows it
        return found

    def picture_with(self, *phrases, language="eng", seconds=12):
        """Waits until all phrases can be read on the screen; the picture of it."""
        seen = []

        def readable():
            seen.clear()
            picture = self.screen.look()
            for part in self.screen.readings(picture, language):
                seen.extend(part)
                text = compact("".join(word.text for word in seen))
                if all(compact(phrase) in text for phrase in phrases):
                    return picture
            return None
        try:
            return until(readable, seconds, f"{phrases} to be readable")
        except AssertionError as trouble:
            raise AssertionError(f"{trouble}; read was: " + " ".join(word.text for word in seen)) from None

    def see(self, *phrases, language="eng", seconds=12):
        self.picture_with(*phrases, language=language, seconds=seconds)

    def words_with(self, *phrases, language="eng"):
        """All words of the screen on which the phrases are."""
        return self.screen.read(self.picture_with(*phrases, language=language), language)

    def touch(self, label, language="eng", unless=lambda: False):
        """Touches the button with that label, where it is seen; not any more once `unless` holds."""
        place = until(lambda: unless() or self.screen.find_button(label, language), 12, f"a button '{label}'")
        if place is not True:
            self.screen.touch(*place)

    # --- what a technician can do --------------------------------------------------------------------

    def reader_pid(self):
        """The reader process, a child of the kiosk."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in children.read_text().split():
            try:
                if "clearway-reader" in pathlib.Path(f"/proc/{pid}/cmdline").read_text():
                    return int(pid)
            except OSError:
                continue
        return None

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        """SIGTERM, as the service manager does; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the kiosk did not stop within 15 s of SIGTERM") from None
        self.listener.join(5)
        self.process.stderr.close()
        return status
