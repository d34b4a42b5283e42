#!/usr/bin/env python3
"""Journeys of travellers whose every word is known, through the real kiosk, reader, print server and printer. When they
have gone, none of these words may be anywhere: not in a file, a log, a spool, nor in the memory of the resting programs.

usage: canary_test.py BIN_DIR [unittest arguments]
"""
import copy
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import forge
import ipp_printer
import kiosk_rig as rig
import stage
from canaries import Flock, may_look, readable
from screen import Screen, until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin").resolve()
SURNAME, GIVEN, CHINESE, FACILITY = "ZYXWQUON", "KANARIVOGEL", "鹓雏昶", "Quetzal Klinik"
NUMBER, BIRTH, EXPIRY = "E73918264", "710923", "310518"
OTHER = ("Ouistitivsky", "Papegaaiella")  # the holder of the second certificate
LINGERS = 12  # seconds after which the same code begins a session again
STRIP = 24  # pixels in a row
SAMPLE_ID = "KQ-5519-XJ"
# As long as they may be: never there by chance.
COPY_PIN, WRONG_COPY_PIN = "804617395268", "739152846091"
PART = "shc:/1/2/" + "5676290952432060346029243740" * 8 + "1171"  # of a card in two codes
STAFF_PIN, WRONG_STAFF_PIN = "618394027157", "570283916428"


def check_digit(field):
    values = [0 if c == "<" else ord(c) - 48 if c.isdigit() else ord(c) - 55 for c in field]
    return str(sum(value * (7, 3, 1)[i % 3] for i, value in enumerate(values)) % 10)


def zone():
    """The passport's two lines."""
    number = NUMBER + check_digit(NUMBER)
    dates = BIRTH + check_digit(BIRTH), EXPIRY + check_digit(EXPIRY)
    optional = "<" * 14 + check_digit("<" * 14)
    composite = check_digit(number + dates[0] + dates[1] + optional)
    return (f"P<CHN{SURNAME}<<{GIVEN}".ljust(44, "<"), f"{number}CHN{dates[0]}F{dates[1]}{optional}{composite}")


CERTIFICATE = rig.person(
    SURNAME, GIVEN, CHINESE, serial="FLOW-CANARY-90817",
    holder={"surname": SURNAME, "given_names": GIVEN, "chinese_name": CHINESE, "sex": "female",
            "birth_date": "1971-09-23", "nationality": "CN"},
    document={"kind": "ordinary-passport", "number": NUMBER, "country": "CN"},
    records=[{"kind": "nucleic-acid-test", "disease": "840539006", "result": "negative", "sampled_at": "-20h",
              "facility": FACILITY, "country": "CN", "id": SAMPLE_ID}])


def setUpModule():
    global folder, material, scanner, certificate, other, strangers, film, badge
    folder, material, _ = stage.set_up("canary", BIN, "pdftoppm", missing=ipp_printer.missing())
    scanner = stage.Scanner()
    unittest.addModuleCleanup(scanner.close)
    certificate = material.issue(CERTIFICATE)
    example = json.loads((pathlib.Path(__file__).parents[2] / "tools/clearway/examples/eu-dcc.json").read_text())
    stranger = copy.deepcopy(example)
    example["holder"] |= {"surname": OTHER[0], "given_names": OTHER[1]}
    example["records"][0] |= {"id": "URN:UVCI:01:XX:KQ5519XJ00000000000#7"}
    other = material.issue(example, issuer="eu-dcc")
    strangers = [material.issue(rig.VALID), material.issue(stranger, issuer="eu-dcc")]
    material.run("clearway", "badge", "key", "--out", folder / "operator")
    badge = material.run("clearway", "badge", "issue", "supervisor", "--key", folder / "operator.key").stdout.decode().strip()
    material.run("clearway", "keys", "secret", "--out", folder / "secret")
    # One passport and one phone; after them the camera fails.
    film = material.film("canary", certificate, seconds=4, gap=3, end=10, passport=zone())


def flock():
    """Everything known about the travellers, as it is typed, printed, encoded."""
    known = Flock()
    known.add_words("name", SURNAME, GIVEN, CHINESE)
    known.add_words("other name", *OTHER)
    known.add_words("number", NUMBER)
    known.add_words("birth date", "1971-09-23", "19710923", "23 September 1971", "1971年9月23日", BIRTH + check_digit(BIRTH))
    known.add_words("serial", "FLOW-CANARY-90817", SAMPLE_ID)
    known.add_words("other serial", "KQ5519XJ")
    known.add_words("facility", FACILITY)
    known.add_words("expiry date", EXPIRY + check_digit(EXPIRY))
    known.add_words("copy PIN", COPY_PIN)
    known.add_words("wrong copy PIN", WRONG_COPY_PIN)
    known.add_words("staff PIN", STAFF_PIN)
    known.add_words("wrong staff PIN", WRONG_STAFF_PIN)
    known.add_code("badge", badge)
    known.add_code("part", PART)
    for number, line in enumerate(zone()):
        known.add_words(f"zone line {number + 1}", line, line.rstrip("<"))
    known.add_certificate("certificate", certificate, strangers[0])
    known.add_certificate("other certificate", other, strangers[1])
    return known


class TheSearch(unittest.TestCase):
    """A search that finds nothing proves nothing unless it finds what is there."""

    PLANTS = {
        "as it is": SURNAME.encode(), "small": SURNAME.lower().encode(), "UTF-16": GIVEN.encode("utf-16-le"),
        "UTF-32": GIVEN.encode("utf-32-le"), "Chinese": CHINESE.encode(), "Chinese UTF-32": CHINESE.encode("utf-32-le"),
        "hex": NUMBER.encode().hex().encode(), "to be shaped": b"".join(c.encode("utf-32-le") + b"~" * 16 for c in SURNAME)}

    def plants(self):
        packed = forge.decode_base45(certificate[4:])
        middle = len(certificate) // 2
        return self.PLANTS | {"a piece of the text": certificate[middle:middle + 50].encode(),
                              "a piece of the content": packed[100:140], "content in hex": packed[60:110].hex().encode()}

    def test_finds_every_spelling_in_a_file_and_in_its_name(self):
        known = flock()
        place = folder / "planted"
        place.mkdir()
        for what, plant in self.plants().items():
            with self.subTest(what=what):
                (place / "file").write_bytes(b"\1" * 777 + plant + b"\1" * 333)
                self.assertEqual(len(known.find_in_files(place)), 1)
        (place / "file").unlink()
        (place / f"print of {GIVEN}").touch()
        self.assertEqual(len(known.find_in_files(place)), 1)
        shutil.rmtree(place)

    def test_finds_every_spelling_in_another_process_and_nothing_where_nothing_is(self):
        known = flock()
        for what, plant in (self.plants() | {"nothing": b""}).items():
            with self.subTest(what=what):
                holder = subprocess.Popen(
                    [sys.executable, "-c", "import sys; kept = sys.stdin.buffer.read(); print(flush=True); "
                     "sys.stdin.close(); sys.stdout.close(); import signal; signal.pause()"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                holder.stdin.write(plant)
                holder.stdin.close()
                holder.stdout.readline()
                self.assertEqual(bool(known.find_in_process(holder.pid)), what != "nothing")
                holder.kill()
                holder.wait()
                holder.stdout.close()


def may_dump_in(place):
    """Said before a program begins: a core may be as large as it likes, if the program lets one be made at all."""
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
    os.chdir(place)


def has_dumped(process):
    """Of a child that is ended by a signal: whether the kernel made a core of it, wherever to (core(5): a file beside the
    program or elsewhere, or a pipe)."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT).si_code == os.CLD_DUMPED


class Holed:
    """Memory of three pages, of which the one in the middle cannot be read."""
    PAGE = os.sysconf("SC_PAGESIZE")

    def seek(self, at):
        self.at = at

    def read(self, size):
        number = self.at // self.PAGE
        if number == 1:
            raise OSError("no such page")
        end = min(self.at + size, (number + 1) * self.PAGE)
        part, self.at = bytes([number + 1]) * (end - self.at), end
        return part


class TheReading(unittest.TestCase):
    def test_passes_over_a_page_that_cannot_be_read_and_goes_on_behind_it(self):
        page = Holed.PAGE
        self.assertEqual(b"".join(readable(Holed(), 0, 3 * page)), b"\1" * page + b"\3" * page)
        self.assertEqual(b"".join(readable(Holed(), page + 100, 2 * page + 100)), b"\3" * 100)


class Journeys(unittest.TestCase):
    """In one kiosk, one after the other; and what is looked for after each."""
    patience = 60  # seconds until the kiosk asks whether somebody is still there

    def setUp(self):
        global screen
        screen = Screen()  # of its own: what a killed kiosk leaves in an X server's memory is not the next one's
        self.addCleanup(screen.close)
        self.known = flock()
        self.server = ipp_printer.PrintServer(setup=BIN / "clearway-printer")
        self.server.start()
        self.addCleanup(self.server.stop)
        place = pathlib.Path(tempfile.mkdtemp(dir=folder))
        self.kiosk = rig.Kiosk(
            material, screen, place, film, film_again=False, printer=self.server.uri, before_exec=lambda: may_dump_in(place),
            devices=f'scanners = ["{scanner.uri}"]\n',
            toml=f'idle_warning = {self.patience}\nidle_end = 10\n[kept]\nsecret = "{folder / "secret"}"\nday_keys = "{place / "keys"}"\n'
                 f'[staff]\nbadge_keys = "{folder / "operator.pub"}"\n')
        self.addCleanup(self.stop)

    def stop(self):
        if self.kiosk.process.poll() is None:
            self.kiosk.stop()

    # --- journeys --------------------------------------------------------------------------------------

    def scan(self, text):
        """At the first screen; until the answer is seen."""
        self.offer(text)
        self.kiosk.see("Accepted")

    def offer(self, text, screen_name="verdict"):
        """Scans until it is taken: the code that the traveller before showed last is not, for some seconds."""
        shown = len(self.kiosk.screens())
        for seconds in (4, LINGERS, LINGERS):
            scanner.scan(text)
            try:
                return self.kiosk.await_screen(screen_name, after=shown, seconds=seconds)
            except AssertionError as trouble:
                last = trouble
        raise last

    def begin_print(self, before=lambda: None):
        shown = len(self.kiosk.screens())
        self.kiosk.touch("Print on paper")
        self.kiosk.await_screen("print_confirm", after=shown)
        before()
        self.kiosk.touch("Print now")

    def leave_the_paper(self):
        """From whatever became of a page, as somebody who got none."""
        if self.kiosk.await_screen("print_done", "print_failed", seconds=60) == "print_done":
            shown = len(self.kiosk.screens())
            self.kiosk.touch("No paper")
            self.kiosk.await_screen("print_failed", after=shown)
        shown = len(self.kiosk.screens())
        self.kiosk.touch("Back")
        self.kiosk.await_screen("verdict", after=shown)

    def finish(self):
        shown = len(self.kiosk.screens())
        self.kiosk.touch("am done")
        self.kiosk.await_screen("attract", after=shown)

    def passport_and_phone_before_the_camera(self):
        self.kiosk.await_screen("verdict", seconds=60)
        words = self.kiosk.words_with("Accepted", GIVEN)
        self.know_pixels(words)
        self.assert_held("certificate", "name", "number", "zone line 2", "pixels")
        self.begin_print()
        self.kiosk.await_screen("print_done", seconds=40)
        self.kiosk.touch("I have my paper")
        self.kiosk.await_screen("verdict")
        self.finish()

    def two_travellers_who_look_at_everything(self):
        self.scan(certificate)
        self.offer(other, "another_traveller")
        shown = len(self.kiosk.screens())
        self.kiosk.touch("travel together")
        self.kiosk.await_screen("verdict", after=shown)
        self.kiosk.see(OTHER[0])
        shown = len(self.kiosk.screens())
        self.kiosk.touch("Show all")
        self.kiosk.await_screen("overview", after=shown)
        self.finish()

    def a_print_that_is_not_wanted_any_more(self):
        self.server.set_fault("media-empty")
        self.scan(other)
        self.begin_print()
        self.kiosk.await_screen("printing")
        shown = len(self.kiosk.screens())
        self.kiosk.touch("Do not print")
        # The printer had begun with it, and waits for paper: somebody has to look.
        if self.kiosk.await_screen("print_done", "verdict", after=shown, seconds=60) == "print_done":
            shown = len(self.kiosk.screens())
            self.kiosk.touch("No paper")
            self.kiosk.await_screen("verdict", after=shown)
        self.server.clear_fault("media-empty")
        self.finish()

    def a_print_that_fails(self):
        self.scan(certificate)
        self.begin_print(before=lambda: self.server.kill("cups"))
        self.kiosk.await_screen("print_failed", seconds=60)
        self.leave_the_paper()
        self.server.start_cups()
        self.finish()

    def a_print_that_jams(self):
        self.server.set_fault("media-jam")
        self.scan(other)
        self.begin_print()
        self.kiosk.await_screen("print_done", seconds=60)
        self.kiosk.see("look into the printer")
        self.server.clear_fault("media-jam")
        self.leave_the_paper()
        self.finish()

    def a_print_that_ends_unknown(self):
        self.server.set_fault("media-empty")
        self.scan(certificate)
        self.begin_print()
        self.kiosk.await_screen("printing")
        self.kiosk.see("being printed")
        self.server.kill("cups")
        self.server.kill("printer")
        self.server.clear_fault("media-empty")
        self.server.start_printer()
        self.server.start_cups()
        self.leave_the_paper()
        self.finish()

    def somebody_who_walks_away(self):
        self.scan(certificate)
        shown = len(self.kiosk.screens())
        self.kiosk.await_screen("attract", seconds=100, after=shown)

    def somebody_who_shows_one_code_of_two(self):
        self.offer(PART, "scanning")
        shown = len(self.kiosk.screens())  # before the search, which a busy machine takes long for
        self.kiosk.see("Part 1 of 2")
        self.assert_held("part")
        self.kiosk.await_screen("attract", seconds=100, after=shown)

    def a_forgery(self):
        self.offer(forge.forge_signature(certificate))
        self.kiosk.see("Not accepted")
        self.finish()

    def press(self, label, *screens):
        shown = len(self.kiosk.screens())
        self.kiosk.touch(label)
        return self.kiosk.await_screen(*screens, after=shown)

    def enter(self, keys, *screens, held=False):
        """On the keyboard; ends on one of these screens, if any are given. `held`: what is typed is found in memory then."""
        shown = len(self.kiosk.screens())
        screen.key(*keys)
        if held:
            typed = Flock()  # of one word, which is quicker
            typed.add_words("typed", keys)
            until(lambda: bool(typed.find_in_process(self.kiosk.process.pid)), 12, "what is typed to be found in memory")
        screen.key("Return")
        if screens:
            self.kiosk.await_screen(*screens, after=shown)

    def type_passport(self):
        self.press("Type instead", "typing")
        for title, field in (("Type the number of your", NUMBER), ("Type your date of birth", BIRTH),
                             ("Type the date when your", EXPIRY)):
            self.kiosk.see(title)
            self.enter(field + check_digit(field))

    def leave(self):
        self.press("am done", "goodbye", "attract")
        self.kiosk.await_screen("attract")

    def a_copy_that_is_kept(self):
        self.scan(certificate)
        self.press("Keep a copy", "keep_confirm")
        self.press("Yes", "passport")
        self.type_passport()
        self.kiosk.see("Choose a PIN")
        self.enter(COPY_PIN, held=True)
        self.kiosk.see("Type the same PIN again")
        self.enter(COPY_PIN, "kept")
        self.leave()

    def a_dead_phone(self):
        self.press("My phone is dead", "passport")
        self.type_passport()
        self.kiosk.see("Type your PIN")
        self.enter(WRONG_COPY_PIN, "not_fetched")
        self.press("Try again", "typing")
        self.kiosk.see("Type your PIN")
        self.enter(COPY_PIN, "verdict")
        self.kiosk.see("Accepted", GIVEN)
        self.assert_held("certificate", "name")
        self.leave()

    def somebody_who_stops_typing(self):
        self.press("My phone is dead", "passport")
        self.type_passport()
        self.kiosk.see("Type your PIN")
        shown = len(self.kiosk.screens())
        screen.key(*COPY_PIN)
        self.kiosk.await_screen("attract", seconds=100, after=shown)

    def a_badge_that_gets_its_pin(self):
        self.offer(badge, "typing")
        self.kiosk.see("Choose a PIN for this badge")
        self.enter(STAFF_PIN, held=True)
        self.kiosk.see("Type the same PIN again")
        self.enter(STAFF_PIN, "staff_notice")
        self.press("Back", "typing")
        self.enter(STAFF_PIN, "staff_menu")
        self.press("Sign out", "attract")

    def staff_who_print_a_kept_copy(self):
        self.offer(badge, "typing")
        self.enter(WRONG_STAFF_PIN, "typing")
        self.enter(STAFF_PIN, "staff_menu")
        self.press("Print a kept copy", "passport")
        self.type_passport()
        self.kiosk.see("Type your PIN")
        self.enter(COPY_PIN, "verdict")
        self.begin_print()
        self.kiosk.await_screen("print_done", seconds=40)
        self.press("I have my paper", "staff_menu")
        self.press("Sign out", "attract")

    # --- what is held and what is left -------------------------------------------------------------------

    def programs(self):
        return {"kiosk": self.kiosk.process.pid, "reader": self.kiosk.reader_pid(), "X server": screen.server.pid}

    def assert_held(self, *names):
        """The search sees into the kiosk: what is on the screen is found in its memory."""
        found = " ".join(what for here in self.known.find_in_process(self.kiosk.process.pid).values() for what in here)
        for name in names:
            self.assertIn(name, found, f"{name} is on the screen, but was not found in memory")

    def know_pixels(self, words):
        """Strips out of the name as it is on the screen."""
        picture = screen.look()
        name = next(word for word in words if GIVEN.lower() in word.text.lower())
        for part in range(1, 6):
            row = ((name.top + name.height * part // 6) * picture.width + name.left) * 3
            strip = [picture.rgb[at:at + 3] for at in range(row, row + STRIP * 3, 3)]
            if len(set(strip)) >= 5:  # edges of letters, not only their insides
                self.known.add_pixels("pixels of the name", strip)

    def assert_nothing_in_memory(self):
        left = {}

        def rests():
            left.clear()
            left.update({program: found for program, pid in self.programs().items()
                         if (found := self.known.find_in_process(pid))})
            return not left
        try:
            until(rests, 20, "the memory to be clean")
        except AssertionError:
            self.fail("left in memory:\n" + json.dumps(left, indent=1, ensure_ascii=False))

    def assert_nothing_in_files(self):
        paper = {"received", "printer"}  # what came out, and the printer's own memory
        spool = [path for path in self.server.root.iterdir() if path.name not in paper and not path.is_socket()]
        found = self.known.find_in_files(self.kiosk.folder, *spool)
        self.assertEqual(found, {}, "left in files")
        log = "\n".join(line for _, line in self.kiosk.lines).encode()
        self.assertGreater(len(log), 500)
        self.assertEqual(self.known.find(log), {}, "left in the log")

    def go_through(self, *journeys):
        if not may_look(self.kiosk.process.pid):
            self.skipTest("this user may not look into the memory of programs that guard it: run it as root")
        self.kiosk.await_screen("attract", "verdict", "scanning", seconds=30)
        for journey in journeys:
            with self.subTest(journey=journey.__name__):
                journey()
                self.assert_nothing_in_memory()
                self.assert_nothing_in_files()


class Session(Journeys):
    @unittest.skipUnless(os.environ.get("CLEARWAY_LONG"), "eight more journeys, some minutes: tools/test --long")
    def test_leaves_nothing_anywhere(self):
        self.go_through(
            self.passport_and_phone_before_the_camera, self.two_travellers_who_look_at_everything, self.a_print_that_fails,
            self.a_print_that_jams, self.a_print_that_ends_unknown, self.a_print_that_is_not_wanted_any_more,
            self.a_forgery, self.somebody_who_walks_away)
        self.assertTrue(self.server.received(), "a page came out")

    def test_leaves_nothing_of_what_is_typed_nor_of_a_badge(self):
        self.go_through(
            self.passport_and_phone_before_the_camera, self.a_copy_that_is_kept, self.a_dead_phone,
            self.a_badge_that_gets_its_pin, self.staff_who_print_a_kept_copy)
        self.assertTrue(self.server.received(), "a page came out")

    def test_killed_in_the_middle_of_a_session_leaves_no_core(self):
        """By a signal that dumps, which it does where a program lets it."""
        place = pathlib.Path(tempfile.mkdtemp(dir=folder))
        careless = subprocess.Popen([sys.executable, "-c", "import os; os.abort()"], preexec_fn=lambda: may_dump_in(place))
        dumps = has_dumped(careless)
        careless.wait()
        if not dumps:
            self.skipTest("nothing dumps a core here: " + pathlib.Path("/proc/sys/kernel/core_pattern").read_text())
        self.kiosk.await_screen("verdict", seconds=60)
        self.kiosk.see("Accepted", GIVEN)
        before = self.files_where_cores_go()
        for pid in (self.kiosk.reader_pid(), self.kiosk.process.pid):
            os.kill(pid, signal.SIGABRT)
        self.assertFalse(has_dumped(self.kiosk.process))
        self.kiosk.process.wait(20)
        self.assertEqual(self.files_where_cores_go() - before, set())
        self.assertEqual(self.known.find_in_files(self.kiosk.folder), {})

    def files_where_cores_go(self):
        """Those of the folder that core(5) names, from the kiosk's own; where it names a pipe, of the kiosk's own. A core
        of the reader, which is nobody's child here, is seen in no other way."""
        pattern = pathlib.Path("/proc/sys/kernel/core_pattern").read_text().strip()
        place = self.kiosk.folder if pattern.startswith("|") else (self.kiosk.folder / pattern).parent
        return {path for path in place.iterdir() if path.is_file()}


class AbandonedSession(Journeys):
    patience = 20

    def test_leaves_nothing_of_what_was_begun(self):
        self.kiosk.await_screen("verdict", seconds=60)  # of the film
        self.finish()
        self.go_through(self.somebody_who_shows_one_code_of_two, self.somebody_who_stops_typing)


class Vault(unittest.TestCase):
    """A copy that is put, asked for with a wrong PIN, opened; then destroyed."""

    def test_leaves_nothing_in_its_folder(self):
        place = folder / "vault"
        place.mkdir()
        used = subprocess.run([BIN / "vault_memory", place], capture_output=True, text=True, check=True, timeout=60)
        self.assertIn("looked", used.stdout)
        source = (pathlib.Path(__file__).parent / "vault_memory.cpp").read_text(encoding="utf-8")
        hidden = re.findall(r'\{"\w+", "([^"]+)"\}', source)
        known = Flock()
        for words in hidden:
            known.add_words("what the vault was told", "".join(chr(ord(letter) - 1) for letter in words))
        self.assertGreater(len(hidden), 3)
        kept = [path for path in place.rglob("*") if path.is_file() and path.stat().st_size > 0]
        self.assertTrue(kept, "there is a copy")
        self.assertEqual(known.find_in_files(place), {})
        material.run("clearway", "vault", "purge", "--all", "--copies", place / "copies", "--keys", place / "keys")
        self.assertEqual(known.find_in_files(place), {})


if __name__ == "__main__":
    stage.run_tests()
