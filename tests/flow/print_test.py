#!/usr/bin/env python3
"""Pages through a real print server to a real IPP printer, and into folders; scanned again."""
import copy
import itertools
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import unittest

import foreign_issuers
import ipp_printer
import sealing
from ipp_printer import DEADLINE, PrintServer, wait_for

BIN = pathlib.Path(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = SOURCE / "tools/clearway/examples"


def run(program, *arguments, **options):
    options.setdefault("timeout", 4 * DEADLINE)
    return subprocess.run([str(BIN / program), *map(str, arguments)], capture_output=True, **options)


class Workshop:
    """A folder with demonstration issuers and certificates, made for this run."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="clearway-print-test-")
        self.path = pathlib.Path(self.folder.name)
        run("clearway", "keys", "demo", "--out", self.path / "demo", check=True)
        self.trust = ["--trust", self.path / "demo/trust", "--demo"]
        self.texts = {}
        for kind in ("travel-health", "eu-dcc"):
            issued = run("clearway", "issue", EXAMPLES / f"{kind}.json",
                         "--issuer", self.path / f"demo/issuer/{kind}.key", check=True)
            self.texts[kind] = issued.stdout.decode().rstrip("\n")

    def page(self, kind="travel-health", language="en"):
        pdf = self.path / f"{kind}-{language}.pdf"
        if not pdf.exists():
            run("clearway-print", self.texts[kind], "--pdf", pdf, "--language", language, *self.trust,
                check=True)
        return pdf

    def scan(self, pdf, resolution=200):
        """The codes on the first sheet of a printed page, as a reader finds them."""
        picture = self.path / "scanned"
        subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", "-singlefile", "-png", pdf,
                        picture], check=True, timeout=DEADLINE)
        found = run("clearway-scan", f"{picture}.png", "--json")
        return [code["text"] for code in json.loads(found.stdout)["codes"]]


def setUpModule():
    global workshop
    workshop = Workshop()


def tearDownModule():
    workshop.folder.cleanup()


class Pages(unittest.TestCase):
    def test_hold_exactly_the_text_that_was_scanned_in_every_language(self):
        for kind, text in workshop.texts.items():
            for language in ("en", "zh-Hans", "ar"):
                for resolution in (200, 203):
                    with self.subTest(kind=kind, language=language, resolution=resolution):
                        page = workshop.page(kind, language)
                        self.assertEqual(workshop.scan(page, resolution), [text])

    def test_verify_when_they_are_scanned(self):
        [text] = workshop.scan(workshop.page())
        verified = run("clearway", "verify", text, *workshop.trust)
        self.assertEqual(verified.returncode, 0, verified.stderr.decode())

    def test_embed_their_fonts_and_name_nobody_in_their_metadata(self):
        for language in ("en", "zh-Hans", "ar"):
            page = workshop.page(language=language)
            fonts = subprocess.run(["pdffonts", page], capture_output=True, text=True, check=True)
            for line in fonts.stdout.splitlines()[2:]:
                self.assertIn(" yes yes ", line)
            about = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=True)
            self.assertIn("Certificate", about.stdout)
            self.assertNotIn("WANG", about.stdout)
            self.assertIn("A4", about.stdout)
            self.assertLess(page.stat().st_size, 150_000)

    def words(self, page):
        return subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, text=True,
                              check=True).stdout

    def test_say_what_the_certificate_says_in_the_travellers_language(self):
        self.assertIn("WANG", self.words(workshop.page()))
        self.assertIn("14 March 1988", self.words(workshop.page()))
        self.assertIn("1988年3月14日", self.words(workshop.page(language="zh-Hans")))
        self.assertIn("王小明", self.words(workshop.page(language="zh-Hans")))

    def test_say_that_a_demonstration_is_one_and_when_nobody_verified(self):
        self.assertIn("DEMONSTRATION", self.words(workshop.page()))
        unverified = workshop.path / "unverified.pdf"
        run("clearway-print", workshop.texts["eu-dcc"], "--pdf", unverified, check=True)
        self.assertIn("Nobody checked", self.words(unverified))
        self.assertNotIn("Nobody checked", self.words(workshop.page()))


def different(records):
    """The same records with numbers and places of their own, which do not compress."""
    chance = random.Random(1)
    return [record | {"id": f"R-{chance.randrange(10**12):012}", "facility": f"Hospital {chance.randrange(10**9)}"}
            if record["kind"].endswith("test") else record | {"date": f"-{20 + 7 * i}d"} for i, record in enumerate(records)]


class LargestCertificates(unittest.TestCase):
    """Of every format, as large as one is issued, on every paper. Scanned from it are larger ones: paper_test.py."""

    def issued(self, kind, **changes):
        example = json.loads((EXAMPLES / f"{kind}.json").read_text(encoding="utf-8")) | changes
        made = run("clearway", "issue", "-", "--issuer", workshop.path / f"demo/issuer/{kind}.key",
                   input=json.dumps(example).encode(), check=True)
        return made.stdout.decode().rstrip("\n")

    def texts(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=workshop.path))
        travel = json.loads((EXAMPLES / "travel-health.json").read_text(encoding="utf-8"))
        dcc = json.loads((EXAMPLES / "eu-dcc.json").read_text(encoding="utf-8"))
        name = {"surname": "Papathanasopoulopoulou-" * 3 + "X", "given_names": "Alexandra-Konstantina-" * 3 + "Y"}
        cards, seals = foreign_issuers.CardIssuer(folder), foreign_issuers.SealIssuer(folder)
        seal = copy.deepcopy(foreign_issuers.SEAL)
        seal["msg"]["ve"][0]["vd"] *= 13
        return {
            "travel health": self.issued("travel-health", records=different(travel["records"] * 3)),
            "EU DCC": self.issued("eu-dcc", holder=dcc["holder"] | name),
            "SMART Health Card": cards.card("r" * 24),
            "VDS-NC": seals.seal(seal),
        }

    def test_have_less_than_150_kB_on_every_paper_in_every_language_and_type(self):
        printed = 0
        for name, text in self.texts().items():
            for paper, language, large in itertools.product(("a4", "a5", "roll-80"), ("en", "zh-Hans", "ar"), ([], ["--large"])):
                with self.subTest(name=name, paper=paper, language=language, large=large):
                    page = workshop.path / "size.pdf"
                    page.unlink(missing_ok=True)
                    made = run("clearway-print", text, "--pdf", page, "--paper", paper, "--language", language, *large)
                    if made.returncode == 1:
                        self.assertIn(b"more records than a print-out takes", made.stderr)
                        continue
                    self.assertEqual(made.returncode, 0, made.stderr)
                    self.assertLess(page.stat().st_size, 150_000)
                    subprocess.run(["pdftotext", page, "-"], check=True, capture_output=True, timeout=DEADLINE)
                    printed += 1
        self.assertGreater(printed, 60)


class Command(unittest.TestCase):
    def test_draws_the_code_alone(self):
        picture = workshop.path / "code.png"
        text = workshop.texts["eu-dcc"]
        run("clearway-print", "-", "--png", picture, input=text.encode() + b"\n", check=True)
        found = run("clearway-scan", picture)
        self.assertIn(text, found.stdout.decode())
        self.assertEqual(picture.stat().st_mode & 0o777, 0o600)

    def test_prints_nothing_that_is_no_certificate_or_not_valid(self):
        page = workshop.path / "never.pdf"
        for text, trust in (("https://example.org", []), ("", []),
                            (workshop.texts["eu-dcc"][:-4] + "0000", workshop.trust)):
            refused = run("clearway-print", text, "--pdf", page, *trust)
            self.assertEqual(refused.returncode, 1, text)
            self.assertFalse(page.exists())
            self.assertNotIn(text.encode() or b"\0", refused.stderr)

    def test_prints_a_sealed_certificate_only_with_the_keys_that_open_it(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=workshop.path))
        kiosk = sealing.Kiosk(BIN / "clearway", folder)
        groups = [kiosk.new_group("p256"), kiosk.new_group("p256", "XC-XD", deliver=False)]
        ours, theirs = (run("clearway", "issue", EXAMPLES / "travel-health.json", "--issuer",
                            workshop.path / "demo/issuer/travel-health.key", "--seal-for", group,
                            check=True).stdout.decode().strip() for group in groups)
        page = folder / "page.pdf"
        for text, keys, status, sentence in ((ours, [], 1, b"is sealed: give the keys that open it, --reader-keys"),
                                             (theirs, kiosk.options, 1, b"sealed for readers whose key is not in"),
                                             (ours, kiosk.options[:2], 2, b"--device-key"),
                                             (ours, ["--reader-keys", folder / "x", *kiosk.options[2:]], 2, b"reader keys")):
            refused = run("clearway-print", text, "--pdf", page, *workshop.trust, *keys)
            self.assertEqual(refused.returncode, status, refused.stderr)
            self.assertIn(sentence, refused.stderr)
            self.assertFalse(page.exists())
        run("clearway", "print", ours, "--pdf", page, *workshop.trust, *kiosk.options, check=True)
        words = subprocess.run(["pdftotext", page, "-"], check=True, capture_output=True, text=True).stdout
        self.assertIn("WANG", words)
        self.assertEqual(workshop.scan(page), [ours], "the code stays sealed")
        verified = run("clearway", "verify", ours, *workshop.trust, *kiosk.options)
        self.assertEqual(verified.returncode, 0, verified.stdout)

    def test_says_what_is_wrong_with_its_words(self):
        for words in ([], ["x"], ["x", "--pdf"], ["x", "--pdf", "a", "--language", "!"],
                      ["x", "--printer", "lpt1"], ["x", "--pdf", "a", "--trust", "/nowhere"]):
            wrong = run("clearway-print", *words)
            self.assertIn(wrong.returncode, (1, 2), words)
            self.assertTrue(wrong.stderr, words)

    def test_says_when_a_file_cannot_be_written(self):
        wrong = run("clearway-print", workshop.texts["eu-dcc"], "--pdf", "/nowhere/page.pdf")
        self.assertEqual(wrong.returncode, 3)
        self.assertIn(b"/nowhere/page.pdf", wrong.stderr)


class Probe:
    """A printer worked by hand, see printer_probe.cpp."""

    def __init__(self, uri, *paper):
        self.process = subprocess.Popen([BIN / "printer_probe", uri, *paper], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.status = None
        self.ends = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=DEADLINE)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")

    def submit(self, page):
        answer = self.ask(f"submit {page}")
        return int(answer.split()[1]) if answer.startswith("job ") else answer

    def wait(self, wanted, exact=True):
        """Polls until the printer's status is this, or a job's end has been told; not `exact`: or one that begins so."""
        def told():
            for word in filter(None, self.ask("poll").split(",")):
                if word.startswith(("sent ", "failed ")):
                    self.ends.append(word)
                else:
                    self.status = word
            begun = not exact and any(end.startswith(wanted) for end in self.ends)
            return wanted == self.status or wanted in self.ends or begun
        try:
            wait_for(told, wanted)
        except TimeoutError as error:
            raise AssertionError(f"{error}; it is {self.status}; told: {self.ends}") from error


@unittest.skipIf(ipp_printer.missing(), f"not here: {ipp_printer.missing()}")
class OnAServer(unittest.TestCase):
    """With a print server of its own, whose log is shown where a test fails."""

    def setUp(self):
        self.server = PrintServer()
        self.addCleanup(self.server.stop)
        self.server.start()

    def tearDown(self):
        result = self._outcome.result
        if any(test is self for test, _ in result.failures + result.errors):
            print(f"\n{self.id()}: the print server's last words:\n{self.server.last_words()}", file=sys.stderr)


class Server(OnAServer):
    def test_prints_a_page_that_verifies_when_it_is_scanned(self):
        text = workshop.texts["travel-health"]
        printed = run("clearway-print", text, "--printer", self.server.uri, "--language", "zh-Hans",
                      *workshop.trust)
        self.assertEqual(printed.returncode, 0, printed.stderr.decode())
        [page] = self.server.received()
        self.assertEqual(workshop.scan(page), [text])

    def test_keeps_no_document_and_names_nobody_in_its_log(self):
        with Probe(self.server.uri) as printer:
            job = printer.submit(workshop.page())
            printer.wait(f"sent {job}")
        wait_for(lambda: not self.server.kept_documents(), "the removal of the document")
        for log in (self.server.root / "log").iterdir():
            self.assertNotIn("WANG", log.read_text("utf-8", "replace"))

    def test_that_is_killed_is_not_reachable_and_comes_back_by_itself(self):
        with Probe(self.server.uri) as printer:
            printer.wait("READY OK")
            self.server.kill("cups")
            printer.wait("UNAVAILABLE NOT_REACHABLE")
            self.assertEqual(printer.submit(workshop.page()), "refused unavailable")
            self.server.start_cups()
            printer.wait("READY OK")
            job = printer.submit(workshop.page())
            printer.wait(f"sent {job}")
        self.assertEqual(len(self.server.received()), 1)

    def test_that_hangs_is_not_waited_for(self):
        with Probe(self.server.uri) as printer:
            printer.wait("READY OK")
            self.server.freeze("cups")
            printer.wait("UNAVAILABLE NOT_REACHABLE")
            self.server.thaw("cups")
            printer.wait("READY OK")

    def test_prints_on_its_default_queue_when_none_is_named(self):
        subprocess.run(["/usr/sbin/lpadmin", "-h", self.server.socket, "-d", ipp_printer.QUEUE],
                       env=self.server.environment, check=True, timeout=DEADLINE)
        with Probe(f"cups:?server={self.server.socket}") as printer:
            job = printer.submit(workshop.page())
            printer.wait(f"sent {job}")

    def test_knows_no_queue_of_another_name(self):
        with Probe(f"cups:Elsewhere?server={self.server.socket}") as printer:
            printer.wait("UNAVAILABLE NOT_REACHABLE")
            self.assertEqual(printer.submit(workshop.page()), "refused not_found")


class Printer(OnAServer):
    def setUp(self):
        super().setUp()
        self.printer = Probe(self.server.uri)
        self.addCleanup(self.printer.__exit__)
        self.printer.wait("READY OK")

    def test_without_paper_says_so_and_prints_when_there_is_some(self):
        self.server.set_fault("media-empty")
        job = self.printer.submit(workshop.page())
        self.printer.wait("UNAVAILABLE MEDIA_EMPTY")
        self.assertEqual(self.server.received(), [])
        self.server.clear_fault("media-empty")
        self.printer.wait(f"sent {job}")
        self.printer.wait("READY OK")
        self.assertEqual(len(self.server.received()), 1)

    def test_page_cancelled_at_the_server_is_no_fault_of_the_printer(self):
        self.server.set_fault("media-empty")
        job = self.printer.submit(workshop.page())
        self.printer.wait("UNAVAILABLE MEDIA_EMPTY")
        subprocess.run(["/usr/bin/cancel", "-h", self.server.socket, str(job)],
                       env=self.server.environment, check=True, timeout=DEADLINE)
        self.printer.wait(f"failed {job} denied perhaps_printed")

    def test_without_paper_loses_all_its_pages_when_the_queue_is_cleared(self):
        self.server.set_fault("media-empty")
        own = [self.printer.submit(workshop.page()) for _ in range(2)]
        self.printer.wait("UNAVAILABLE MEDIA_EMPTY")
        with Probe(self.server.uri) as another:
            foreign = another.submit(workshop.page())
            # A printer that has given up the first page has the second one by now.
            second = " perhaps_printed" if self.server.has_begun(own[1]) else ""
            self.assertEqual(self.printer.ask("clear"), "ok")
            self.printer.wait(f"failed {own[1]} denied{second}")
            self.printer.wait(f"failed {own[0]} denied perhaps_printed")
            another.wait(f"failed {foreign} ", exact=False)
            self.assertEqual(self.printer.ask("retract"), "refused unsupported")
        self.server.clear_fault("media-empty")
        self.printer.wait("READY OK")
        last = self.printer.submit(workshop.page())
        self.printer.wait(f"sent {last}")
        self.assertLessEqual(len(self.server.received()), 2, "it, and perhaps the page that the printer held already")

    def test_without_paper_lets_a_page_be_taken_back_and_never_prints_it(self):
        self.server.set_fault("media-empty")
        job = self.printer.submit(workshop.page())
        self.printer.wait("UNAVAILABLE MEDIA_EMPTY")
        self.printer.ask(f"cancel {job}")
        self.printer.wait(f"failed {job} denied perhaps_printed")
        wait_for(lambda: not self.server.kept_documents(), "the removal of the document")

    def test_that_is_jammed_fails_the_page_and_is_ready_after_the_next(self):
        self.server.set_fault("media-jam")
        job = self.printer.submit(workshop.page())
        self.printer.wait(f"failed {job} unavailable perhaps_printed")
        # ippeveprinter tells of its jam as a mere report, which stops nothing.
        self.printer.wait("READY MEDIA_JAMMED")
        self.server.clear_fault("media-jam")
        job = self.printer.submit(workshop.page())
        self.printer.wait(f"sent {job}")
        self.printer.wait("READY OK")

    def test_whose_queue_cups_has_stopped_starts_it_again(self):
        # What cupsd does when a backend ends with CUPS_BACKEND_STOP, by hand and with another message.
        subprocess.run(["/usr/sbin/cupsdisable", "-h", self.server.socket, "-r", "Unable to add document to print job.",
                        ipp_printer.QUEUE], env=self.server.environment, check=True, timeout=DEADLINE)
        job = self.printer.submit(workshop.page())
        self.printer.wait(f"sent {job}")

    def test_whose_queue_an_operator_has_paused_leaves_it_so(self):
        subprocess.run(["/usr/sbin/cupsdisable", "-h", self.server.socket, ipp_printer.QUEUE],
                       env=self.server.environment, check=True, timeout=DEADLINE)
        job = self.printer.submit(workshop.page())
        self.printer.wait("UNAVAILABLE WRONG_SYSTEM_STATE")
        self.printer.ask(f"cancel {job}")
        self.printer.wait(f"failed {job} denied")
        self.assertEqual(self.server.received(), [])

    def test_lacks_a_paper_and_refuses_a_page_for_it_before_it_is_sent(self):
        for paper, media in (("a5", "iso_a5_148x210mm"), ("roll-80", "custom_roll-80_80x0mm")):
            refused = run("clearway-print", workshop.texts["eu-dcc"], "--printer", self.server.uri, "--paper", paper,
                          *workshop.trust)
            self.assertEqual(refused.returncode, 3)
            self.assertIn(b"no paper of this size", refused.stderr)
            self.assertIn(b"MEDIA_MISPLACED", refused.stderr)
            check = run("clearway-printer", "check", "--printer", self.server.uri, "--paper", paper)
            self.assertEqual(check.returncode, 1)
            self.assertIn(b"does not offer this paper", check.stdout)
            with Probe(self.server.uri, media) as printer:
                printer.wait("UNAVAILABLE MEDIA_MISPLACED")
        jobs = subprocess.run(["lpstat", "-h", self.server.socket, "-W", "all", "-o"], capture_output=True, text=True,
                              env=self.server.environment, check=True, timeout=DEADLINE)
        self.assertEqual((jobs.stdout, self.server.received()), ("", []))
        with Probe(self.server.uri, "iso_a4_210x297mm") as printer:
            printer.wait("READY OK")

    def test_of_an_unknown_queue_is_refused_with_what_to_look_at(self):
        elsewhere = self.server.uri.replace(ipp_printer.QUEUE, "Elsewhere")
        refused = run("clearway-print", workshop.texts["eu-dcc"], "--printer", elsewhere, *workshop.trust)
        self.assertEqual(refused.returncode, 3)
        self.assertIn(b"does not know this queue", refused.stderr)
        check = run("clearway-printer", "check", "--printer", elsewhere)
        self.assertEqual(check.returncode, 1)
        self.assertIn(b"no such queue", check.stdout)

    def test_whose_server_will_not_remove_a_job_is_asked_again_until_it_does(self):
        settings = self.server.configuration / "cupsd.conf"
        before = settings.read_text()
        refusing = "  <Limit Cancel-Job>\n    AuthType Basic\n    Require user nobody-at-all\n  </Limit>\n"
        settings.write_text(before.replace("  <Limit All>", refusing + "  <Limit All>"))
        self.server.restart_cups()
        self.printer.wait("READY OK")
        job = self.printer.submit(workshop.page())
        self.printer.wait(f"sent {job}")
        self.assertTrue(self.server.kept_documents(), "the server keeps the page")
        settings.write_text(before)
        self.server.processes["cups"].send_signal(signal.SIGHUP)

        def removed():
            self.printer.ask("poll")
            return not self.server.kept_documents()
        wait_for(removed, "the removal of the page")

    def test_that_is_switched_off_is_not_reachable_and_comes_back_by_itself(self):
        self.server.kill("printer")
        self.printer.wait("UNAVAILABLE NOT_REACHABLE")
        self.server.start_printer()
        self.printer.wait("READY OK")


@unittest.skipIf(ipp_printer.missing(), f"not here: {ipp_printer.missing()}")
class RollOfFixedLengths(unittest.TestCase):
    """A thermal printer whose driver offers 200, 297 and 400 mm of an 80 mm roll, and no length between or beyond."""

    def setUp(self):
        self.server = PrintServer(driver=ipp_printer.roll_driver(80, 200, 297, 400))
        self.addCleanup(self.server.stop)
        self.server.start()

    def height(self, page):
        """In millimetres."""
        about = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=True).stdout
        return round(float(re.search(r"Page size: +[0-9.]+ x ([0-9.]+) pts", about)[1]) * 25.4 / 72)

    def page(self, kind):
        """On a roll that is cut where the page ends."""
        page = workshop.path / "cut.pdf"
        run("clearway-print", workshop.texts[kind], "--paper", "roll-80", "--pdf", page, *workshop.trust, check=True)
        return page

    def written(self, page):
        """How many words, and how far the last stands below the first, in points."""
        boxes = subprocess.run(["pdftotext", "-bbox", page, "-"], capture_output=True, text=True, check=True).stdout
        tops = [float(top) for top in re.findall(r'<word [^>]*yMin="([0-9.]+)"', boxes)]
        return len(tops), round(max(tops) - min(tops))

    def print(self, kind):
        return run("clearway-print", workshop.texts[kind], "--paper", "roll-80", "--printer", self.server.uri, *workshop.trust)

    def test_prints_a_page_whole_on_the_next_length(self):
        page = self.page("eu-dcc")
        self.assertTrue(297 < self.height(page) < 400)
        printed = self.print("eu-dcc")
        self.assertEqual(printed.returncode, 0, printed.stderr)
        [received] = self.server.received()
        self.assertEqual(self.height(received), 400)
        self.assertEqual(self.written(received), self.written(page), "whole, and as large as it was made")
        self.assertEqual(workshop.scan(received, 203), [workshop.texts["eu-dcc"]])

    def test_refuses_a_page_that_is_longer_than_all_of_them(self):
        page = self.page("travel-health")
        self.assertGreater(self.height(page), 400)
        refused = self.print("travel-health")
        self.assertEqual(refused.returncode, 3)
        self.assertIn(f"no paper of this size (80x{self.height(page)}mm)", refused.stderr.decode())
        self.assertEqual(self.server.received(), [])

    def test_is_ready_before_there_is_a_page(self):
        check = run("clearway-printer", "check", "--printer", self.server.uri, "--paper", "roll-80")
        self.assertNotIn(b"does not offer this paper", check.stdout)


@unittest.skipIf(ipp_printer.missing(), f"not here: {ipp_printer.missing()}")
class Setup(unittest.TestCase):
    def setUp(self):
        self.server = PrintServer(setup=BIN / "clearway-printer")
        self.addCleanup(self.server.stop)
        self.server.start()

    def printer(self, command):
        return run("clearway-printer", command, "--root", self.server.root, "--runtime", self.server.runtime)

    def test_prints_and_keeps_nothing_of_it(self):
        with Probe(self.server.uri) as printer:
            printer.wait("READY OK")
            printer.wait(f"sent {printer.submit(workshop.page())}")
        self.assertEqual(self.server.kept_documents(), [])
        known = subprocess.run(["lpstat", "-h", self.server.socket, "-W", "all", "-o"], capture_output=True, text=True,
                               env=self.server.environment, check=True, timeout=DEADLINE)
        self.assertEqual(known.stdout, "")
        for folder in ("log", "runtime", "root", "state", "etc"):
            for path in (path for path in (self.server.root / folder).rglob("*") if path.is_file()):
                self.assertNotIn(b"probe-1", path.read_bytes(), path)

    def test_shows_nobody_elses_titles(self):
        self.server.set_fault("media-empty")
        with Probe(self.server.uri) as printer:
            job = printer.submit(workshop.page())
            printer.wait("UNAVAILABLE MEDIA_EMPTY")
            others = subprocess.run(["lpstat", "-U", "somebody", "-h", self.server.socket, "-l", "-o"], capture_output=True,
                                    text=True, env=self.server.environment, check=True, timeout=DEADLINE)
            self.assertNotIn("Certificate", others.stdout)
            printer.ask(f"cancel {job}")
            self.server.clear_fault("media-empty")

    def test_changes_nothing_the_second_time_and_says_what_somebody_changed(self):
        server_file = self.server.configuration / "cupsd.conf"
        before = server_file.read_bytes()
        self.assertEqual(self.printer("setup").returncode, 0)
        self.assertEqual(server_file.read_bytes(), before)
        checked = self.printer("check").stdout.decode()
        self.assertNotIn("cupsd.conf", checked)
        server_file.write_bytes(before.replace(b"PreserveJobFiles No", b"PreserveJobFiles 86400"))
        changed = self.printer("check")
        self.assertEqual(changed.returncode, 1)
        self.assertIn("PreserveJobFiles is 86400, wanted is No", changed.stdout.decode())

    def test_says_that_its_policy_is_not_whole_and_makes_it_so_again(self):
        server_file = self.server.configuration / "cupsd.conf"
        before = server_file.read_text()
        private = re.compile(r"^ *(JobPrivate|Subscription)\w+ .*\n", re.MULTILINE)
        marks = re.compile(r"^# Clearway's settings .*\n", re.MULTILINE)
        policy = before[before.index("<Policy clearway>"):before.rindex("</Policy>") + len("</Policy>\n")]
        for changed, said in (
                (private.sub("", before), "<Policy clearway> was changed"),
                (before.replace("  JobPrivateAccess @OWNER @SYSTEM\n", "  JobPrivateAccess all\n"), "was changed"),
                (before.replace("<Limit All>", "<Limit Get-Jobs>"), "was changed"),
                (before.replace(policy, ""), "<Policy clearway> is missing"),
                (private.sub("", policy) + before, "<Policy clearway> stands there more than once"),
                (private.sub("", marks.sub("", before)), "<Policy clearway> was changed")):
            with self.subTest(said=said):
                self.assertNotEqual(changed, before)
                server_file.write_text(changed)
                checked = self.printer("check")
                self.assertEqual(checked.returncode, 1)
                self.assertIn(said, checked.stdout.decode())
                self.assertEqual(self.printer("setup").returncode, 0)
                self.assertNotIn("cupsd.conf", self.printer("check").stdout.decode())
                self.assertEqual(server_file.read_text().count("<Policy clearway>"), 1)
        server_file.write_text(before.replace("  <Limit All>", "# by hand\n\n      <Limit All>"))
        self.assertNotIn("cupsd.conf", self.printer("check").stdout.decode())

    def test_says_what_lets_the_network_in(self):
        server_file = self.server.configuration / "cupsd.conf"
        before = server_file.read_text()
        for line in ("Listen *:631", "Port 631", "listen 0.0.0.0:631", "Listen 192.0.2.7:631", "Listen [::]:631",
                     "Listen 631", "Listen 127.example.com:631", "SSLListen *:443"):
            with self.subTest(line=line):
                server_file.write_text(f"{before}{line}\n<Location />\n  Allow all\n</Location>\n")
                checked = self.printer("check")
                self.assertEqual(checked.returncode, 1)
                self.assertIn("lets the network in", checked.stdout.decode())
        for line in ("Listen localhost:631", "Listen 127.0.0.1:631", "Listen [::1]:631", "Listen /run/cups/cups.sock"):
            with self.subTest(line=line):
                server_file.write_text(f"{before}{line}\n")
                self.assertNotIn("cupsd.conf", self.printer("check").stdout.decode())

    def test_says_where_there_is_no_cups(self):
        nowhere = run("clearway-printer", "setup", "--root", workshop.path / "nowhere")
        self.assertEqual(nowhere.returncode, 2)
        self.assertIn("cupsd.conf", nowhere.stderr.decode())


class Folder(unittest.TestCase):
    def test_on_a_full_disk_fails_the_page_and_recovers_when_there_is_room(self):
        disk = pathlib.Path(tempfile.mkdtemp(prefix="clearway-disk-"))
        self.addCleanup(os.rmdir, disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk],
                                 capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("mounting a small disk is not allowed here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        with Probe(f"file:{disk}/pages") as printer:
            printer.wait("READY OK")
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(1000 * 1024))
            job = printer.submit(workshop.page())
            printer.wait(f"failed {job} full")
            self.assertEqual(list((disk / "pages").iterdir()), [])
            printer.wait("UNAVAILABLE MEDIA_FULL")
            ballast.unlink()
            printer.wait("READY OK")
            job = printer.submit(workshop.page())
            printer.wait(f"sent {job}")
            self.assertTrue((disk / "pages/certificate-1.pdf").exists())


if __name__ == "__main__":
    unittest.main()
