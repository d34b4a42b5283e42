"""Whole journeys at the kiosk, as a traveller sees them: a real X server, a finger (xdotool) and eyes (OCR) on one
side; the real kiosk, reader process, film, signatures and printer on the other. Nothing waits for a time to pass: each
step waits until something is seen.

usage: kiosk_flow_test.py BIN_DIR [unittest arguments]
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

import ipp_printer
import forge
import kiosk_rig as rig
import stage
from screen import compact, until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin")
FAKETIME = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def with_clock(file):
    """The environment of a kiosk whose clock says what stands in the file."""
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def setUpModule():
    global folder, material, screen, valid, film
    folder, material, screen = stage.set_up("flow", BIN, "pdftoppm")
    valid = material.issue(rig.VALID)
    film = material.film("valid", valid, gap=3)


class KioskTest(unittest.TestCase):
    def kiosk(self, camera=None, **options):
        place = folder / self.id().rsplit(".", 1)[-1]
        place.mkdir(exist_ok=True)
        self.running = rig.Kiosk(material, screen, place, camera or film, **options)
        return self.running

    def setUp(self):
        self.running = None

    def tearDown(self):
        if self.running is None:
            return
        stage.keep_what_failed(self, self.running, screen)
        self.running.stop()


# The colour of the panel that an answer stands on, by its strongest part.
def hue(colour):
    red, green, blue = colour
    if red > 200 and green > 150 and blue < 130:
        return "amber"
    if green > red + 30 and green > blue + 15:
        return "green"
    if red > green + 50 and red > blue + 50:
        return "red"
    if blue > red + 20 and blue > green + 20:
        return "blue"
    return "none"


def panel_colour(picture):
    return hue(picture.colour(0.06, 0.5))


class Answers(KioskTest):
    # What is seen for each certificate of the film: the panel's colour, its headline, the reason, the name if any.
    EXPECTED = {
        "valid": ("green", "Accepted", "genuine and valid", "WANG"),
        "expired": ("red", "Not accepted", "has expired", "HUA"),
        "forged": ("red", "Not accepted", "does not match its content", None),
        "unknown issuer": ("blue", "Could not be checked", "does not know who issued", None),
    }

    def recognise(self, text):
        found = [kind for kind, (_, headline, reason, _) in self.EXPECTED.items()
                 if compact(headline) in text and compact(reason) in text]
        self.assertLessEqual(len(found), 1, text)
        return found[0] if found else None

    def test_each_certificate_of_a_film_gets_the_right_screen(self):
        codes = [valid, material.issue(rig.EXPIRED), forge.forge_signature(material.issue(rig.FORGED)),
                 material.issue(rig.UNKNOWN, issuer="unknown")]
        kiosk = self.kiosk(material.film("four", *codes, gap=4))
        seen = set()
        while seen != set(self.EXPECTED):
            here = kiosk.await_screen("verdict", "another_traveller", seconds=40)
            shown = len(kiosk.screens())
            if here == "another_traveller":  # the next phone came before we had read the answer
                kiosk.touch("next traveller")
            else:
                kind = self.look_at_answer(kiosk, shown)
                if kind is None:
                    continue
                seen.add(kind)
                kiosk.touch("am done", unless=lambda: len(kiosk.screens()) > shown)
            until(lambda: len(kiosk.screens()) > shown, 10, "another screen")

    def look_at_answer(self, kiosk, shown):
        """Which certificate of the film the screen is about, everything on it checked; None when it changed under our
        eyes."""
        picture = screen.look()
        text = self.text_of(picture)
        kind = self.recognise(text)
        if kind is None and len(kiosk.screens()) > shown:
            return None
        self.assertIsNotNone(kind, text)
        colour, _, _, name = self.EXPECTED[kind]
        self.assertEqual(panel_colour(picture), colour, kind)
        self.assertIn("demonstration", text)
        if name:
            self.assertIn(compact(name), text, kind)
        for person in ("xiaomingwang", "huali", "lanzhou", "mingchen"):
            if name is None or compact(name) not in person:
                self.assertNotIn(person, text, f"{kind}: nobody else's name, and none of a forgery")
        return kind


    @staticmethod
    def text_of(picture):
        """The banner, the answer's side, then the certificate's: lines at one height would be read as one."""
        between, below = int(picture.width * 0.438), int(picture.height * 0.05)
        parts = (picture.crop(0, 0, picture.width, below), picture.crop(0, below, between, picture.height),
                 picture.crop(between, below, picture.width, picture.height))
        return compact("".join(word.text for part in parts for word in screen.read(part)))


class Passports(KioskTest):
    def journey(self, name, zone):
        """A passport is held up, then WANG's certificate; the picture of the answer."""
        kiosk = self.kiosk(material.film(name, valid, seconds=3, gap=3, passport=zone))
        kiosk.await_screen("scanning", seconds=40)
        kiosk.see("passport has been read")
        kiosk.await_screen("verdict", seconds=40)
        return kiosk

    def test_of_the_certificates_holder_is_read_and_the_certificate_accepted(self):
        kiosk = self.journey("own-passport", rig.PASSPORT)
        kiosk.see("Accepted", "genuine and valid")

    def test_of_somebody_else_is_read_and_the_certificate_not_accepted(self):
        kiosk = self.journey("other-passport", rig.OTHER_PASSPORT)
        kiosk.see("Not accepted", "certificate is not of the person in")


class Printing(KioskTest):
    def assert_page_verifies(self, page):
        """The page as a picture of 200 dpi, scanned, says what was shown and verifies."""
        picture = self.running.folder / "page"
        subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", page, picture], check=True)
        scanned = json.loads(material.run("clearway-scan", "--json", f"{picture}.png").stdout)
        self.assertEqual([code["text"] for code in scanned["codes"]], [valid])
        material.run("clearway", "verify", "--demo", "--trust", material.trust, scanned["codes"][0]["text"])

    def print_page(self, kiosk):
        """From the first screen to the sent page, as a person goes."""
        kiosk.await_screen("attract")
        kiosk.touch("Touch to begin")
        kiosk.await_screen("scanning")
        kiosk.await_screen("verdict")
        until(lambda: panel_colour(screen.look()) == "green", 5, "the green panel")
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_done")
        kiosk.see("Take your paper")

    def test_a_printed_page_says_what_was_shown_and_nothing_stays_on_the_screen(self):
        kiosk = self.kiosk()
        self.print_page(kiosk)
        pages = sorted(kiosk.printed.glob("*.pdf"))
        self.assertEqual(len(pages), 1)
        self.assert_page_verifies(pages[0])
        kiosk.touch("I have my paper")
        kiosk.await_screen("verdict")
        kiosk.see("XIAOMING WANG")
        kiosk.touch("am done")
        kiosk.await_screen("goodbye")
        text = compact(screen.text())
        self.assertNotIn("wang", text)
        kiosk.await_screen("attract")
        kiosk.see("Check your travel")
        self.assertNotIn("wang", compact(screen.text()))
        self.assertNotIn("E00000000", screen.text())

    @unittest.skipIf(ipp_printer.missing(), "no private print server can be started here")
    def test_a_page_comes_out_of_a_real_printer_behind_a_real_print_server(self):
        with ipp_printer.PrintServer() as server:
            kiosk = self.kiosk(printer=server.uri)
            self.print_page(kiosk)
            page = until(lambda: next(iter(server.received()), None), 30, "the page to come out")
            self.assert_page_verifies(page)
            self.running.stop()

    def test_a_full_disk_says_that_printing_did_not_work_and_later_it_does(self):
        kiosk = self.kiosk(before_exec=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        kiosk.await_screen("attract")
        until(kiosk.reader_pid, 12, "the reader, which writes a file in memory, to run")
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", "--fsize=16384:unlimited"], check=True)
        kiosk.touch("Touch to begin")
        kiosk.await_screen("verdict")
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_failed")
        kiosk.see("Printing did not work")
        self.assertEqual(list(kiosk.printed.glob("*.pdf")), [], "no half a page is left")
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", "--fsize=unlimited:unlimited"], check=True)
        kiosk.touch("Try again")
        kiosk.await_screen("print_done")
        self.assert_page_verifies(next(kiosk.printed.glob("*.pdf")))


class OtherHands(KioskTest):
    def test_the_keyboard_alone_goes_through_a_journey(self):
        kiosk = self.kiosk()
        kiosk.await_screen("attract")
        screen.key("Tab", "Return")
        kiosk.await_screen("scanning")
        kiosk.await_screen("verdict")
        kiosk.see("Accepted")
        screen.key("Tab", "Tab", "Return")  # the second button prints
        kiosk.await_screen("print_confirm")
        screen.key("Escape")
        kiosk.await_screen("verdict")
        screen.key("Tab", "Return")
        kiosk.await_screen("goodbye")

    def test_chinese_is_chosen_by_a_touch_and_spoken_until_the_end(self):
        kiosk = self.kiosk()
        kiosk.await_screen("attract")
        kiosk.touch("简体中文", language="chi_sim")
        kiosk.await_screen("verdict")
        kiosk.see("王小明", language="chi_sim")
        self.assertNotIn("accepted", compact(screen.text()))
        self.assertEqual(panel_colour(screen.look()), "green")

    def test_arabic_turns_the_page_round(self):
        kiosk = self.kiosk()
        kiosk.await_screen("attract")
        words = kiosk.words_with("Clearway")
        self.assertLess(next(word.left for word in words if word.text == "Clearway"), screen.width / 2)
        screen.key("Up", "Return")  # the last button is the last language
        words = until(lambda: self.turned(), 12, "the mirrored page")
        kiosk.await_screen("verdict")
        self.assertEqual(hue(screen.look().colour(0.94, 0.5)), "green", "the answer stands on the right")
        text = "".join(word.text for word in screen.read(language="ara"))
        self.assertRegex(text, r"[\u0600-\u06ff]{4}")

    def turned(self):
        return next((word for word in screen.read() if word.text == "Clearway" and word.left > screen.width / 2), None)


class Troubles(KioskTest):
    def test_a_missing_camera_is_said_and_the_kiosk_goes_on_when_it_comes(self):
        late = folder / "late.avi"
        kiosk = self.kiosk(late)
        kiosk.await_screen("out_of_service")
        kiosk.see("The camera is not working", "ask the staff")
        shutil.copy(film, folder / "copy.avi")
        os.rename(folder / "copy.avi", late)
        kiosk.await_screen("attract", "verdict")
        kiosk.await_screen("verdict")

    def test_a_killed_reader_in_the_middle_of_a_journey_is_replaced(self):
        kiosk = self.kiosk()
        kiosk.await_screen("attract")
        first = until(kiosk.reader_pid, 10, "the reader process")
        kiosk.touch("Touch to begin")
        kiosk.await_screen("scanning", "verdict")
        os.kill(first, signal.SIGKILL)
        until(lambda: kiosk.reader_pid() not in (None, first), 10, "another reader process")
        kiosk.await_screen("verdict")
        kiosk.see("Accepted")

    def test_without_trusted_signers_nothing_is_checked_until_they_are_there(self):
        trust = folder / "late-trust"
        kiosk = self.kiosk(trust=trust)
        kiosk.await_screen("out_of_service")
        kiosk.see("No certificates can be checked here now", "trusted signers")
        self.assertNotIn("verdict", kiosk.screens())
        shutil.copytree(material.trust, trust)
        kiosk.await_screen("attract", "verdict")
        kiosk.await_screen("verdict")
        kiosk.see("Accepted")

    def test_a_wrong_configuration_names_file_line_and_key_until_it_is_mended(self):
        config = folder / self.id().rsplit(".", 1)[-1] / "clearway.toml"
        config.parent.mkdir()
        config.write_text('[devices]\ncamra = "v4l2:/dev/video0"\n', encoding="utf-8")
        kiosk = self.kiosk()
        kiosk.await_screen("technician")
        words = compact("".join(word.text for word in kiosk.words_with("out of service", "Technician")))
        self.assertIn("2devicescamra", words)
        self.assertIn("didyoumeandevicescamera", words)
        config.write_text(kiosk.good_config, encoding="utf-8")
        kiosk.await_screen("attract", "verdict")

    @unittest.skipUnless(FAKETIME, "libfaketime is not installed")
    def test_a_clock_in_1970_accepts_nothing_until_it_is_right(self):
        clock = folder / "clock"
        clock.write_text("@1970-01-02 03:04:05\n")
        kiosk = self.kiosk(environment=with_clock(clock))
        kiosk.await_screen("verdict")
        kiosk.see("checked", "not sure of the date")
        self.assertEqual(panel_colour(screen.look()), "blue")
        clock.write_text("+0\n")
        kiosk.see("Accepted")

    @unittest.skipUnless(FAKETIME, "libfaketime is not installed")
    def test_an_expired_certificate_does_not_count_again_when_the_clock_is_turned_back(self):
        clock = folder / "turned"
        clock.write_text("+10d\n")
        expires = material.film("expires", material.issue(rig.person("WANG", "XIAOMING", "王小明", expires_at="+5d")), gap=3)
        kiosk = self.kiosk(expires, environment=with_clock(clock))
        kiosk.await_screen("verdict")
        kiosk.see("has expired")
        clock.write_text("+2d\n")
        turned = len(self.records(kiosk))
        kiosk.touch("am done")
        kiosk.await_screen("attract")
        shown = len(kiosk.screens())
        kiosk.touch("Touch to begin")
        kiosk.await_screen("verdict", after=shown)
        kiosk.see("not sure of the date")
        for _ in range(2):
            kiosk.stop()
            kiosk = self.kiosk(expires, environment=with_clock(clock))
            kiosk.await_screen("verdict")
            kiosk.see("not sure of the date")
        kiosk.stop()
        since = self.records(kiosk)[turned:]
        self.assertEqual([record["answer"] for record in since if record["kind"] == "verdict"], ["undetermined"] * 3)
        self.assertEqual({record["trusted"] for record in since}, {False})

    @staticmethod
    def records(kiosk):
        lines = "".join(file.read_text() for file in sorted((kiosk.folder / "data/audit").glob("*.jsonl")))
        return [json.loads(line) for line in lines.splitlines()]


class Service(KioskTest):
    def test_the_first_picture_waits_for_no_device_and_no_key(self):
        kiosk = self.kiosk()
        kiosk.await_screen("attract")
        until(lambda: "kiosk.first_picture" in self.events(kiosk), 5, "the first picture")
        self.assertEqual(hue(screen.look().colour(0.95, 0.8)), "blue", "the picture of the first screen")
        until(lambda: "kiosk.trust_loaded" in self.events(kiosk), 5, "the signers")
        events = self.events(kiosk)
        first = events.index("kiosk.first_picture")
        for later in ("kiosk.trust_loaded", "camera.state_changed"):
            if later in events:
                self.assertLess(first, events.index(later))

    @staticmethod
    def events(kiosk):
        """The names of the events logged so far, in their order."""
        return [match.group(1) for _, line in list(kiosk.lines) if (match := re.match(r"(?:<\d>)?([a-z]+\.\w+)", line))]

    def test_a_kiosk_that_nobody_uses_costs_almost_no_processor(self):
        empty = material.film("empty", valid, seconds=0.5, gap=60)
        kiosk = self.kiosk(empty)
        kiosk.await_screen("attract")
        until(lambda: screen.find_button("Touch to begin"), 10, "the first screen")

        def share():
            """Of one processor, in two seconds."""
            before, begun = kiosk.cpu_seconds(), os.times().elapsed
            until(lambda: os.times().elapsed - begun > 2, 10, "two seconds of idling")
            return (kiosk.cpu_seconds() - before) / (os.times().elapsed - begun)
        until(lambda: share() < 0.05, 20, "the end of the start")
        self.assertLess(share(), 0.05, "part of one processor")

    def test_sigterm_stops_it_cleanly_in_the_middle_of_a_session(self):
        kiosk = self.kiosk()
        kiosk.await_screen("verdict")
        reader = kiosk.reader_pid()
        self.assertEqual(kiosk.stop(), 0)
        self.assertFalse(pathlib.Path(f"/proc/{reader}").exists(), "the reader ends with the kiosk")
        log = "\n".join(line for _, line in kiosk.lines)
        self.assertIn("kiosk.stopped cause=asked", log)
        for personal in ("WANG", "XIAOMING", "王小明", "E00000000", valid[:20]):
            self.assertNotIn(personal, log)
        kept = b"".join(file.read_bytes() for file in (kiosk.folder / "data").rglob("*") if file.is_file())
        for personal in ("WANG", "王小明", "E00000000", valid[:20]):
            self.assertNotIn(personal.encode(), kept)


if __name__ == "__main__":
    stage.run_tests()
