"""The phone is dead: a copy is kept and opens again with a passport and a PIN, or the issuer's service has the certificate.
A real X server, keyboard, finger and eyes; the real kiosk with its vault, and a scanner on a pseudo-terminal for the codes.

usage: dead_phone_test.py BIN_DIR [unittest arguments]
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import unittest

import kiosk_rig as rig
import stage
from retrieval_service import REFERENCE, Authority
from screen import compact, until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin")

# The fields of rig.PASSPORT as they stand in its second line, each with its check digit.
NUMBER, BIRTH_DATE, EXPIRY = "E000000008", "8803148", "3001019"
PIN, OTHER_PIN = "295174", "295175"
PALE, AMBER = (226, 233, 244), (255, 196, 64)
PERSONAL = ("WANG", "XIAOMING", "王小明", "E00000000", BIRTH_DATE, EXPIRY, PIN)


def setUpModule():
    global folder, material, screen, valid
    folder, material, screen = stage.set_up("dead-phone", BIN, "pdftoppm", "openssl")
    valid = material.issue(rig.VALID)


class DeadPhoneTest(unittest.TestCase):
    def setUp(self):
        self.place = folder / self.id().rsplit(".", 1)[-1]
        (self.place / "import").mkdir(parents=True)
        self.scanner = stage.Scanner()
        self.addCleanup(self.scanner.close)
        self.running = None

    def tearDown(self):
        if self.running is not None:
            stage.keep_what_failed(self, self.running, screen)
            self.running.stop()

    def kiosk(self, camera="", vault=True, toml=""):
        """With a scanner; `camera` is a film."""
        if vault:
            material.run("clearway", "keys", "secret", "--out", self.place / "secret")
            toml = f'[kept]\nsecret = "{self.place / "secret"}"\nday_keys = "{self.place / "day_keys"}"\n{toml}'
        printed = self.place / "printed"
        (self.place / "clearway.toml").write_text(f"""
[place]
name = "Flow test hall"
[devices]
camera = "{camera and f'replay:{camera}?loop=1'}"
scanners = ["{self.scanner.uri}"]
printer = "file:{printed}"
[folders]
trust = "{material.trust}"
roots = "{self.place / 'roots'}"
import = "{self.place / 'import'}"
data = "{self.place / 'data'}"
[times]
goodbye = 1
idle_warning = 120
{toml}
""", encoding="utf-8")
        self.running = rig.Kiosk(material, screen, self.place, camera)
        self.running.await_screen("attract")
        return self.running

    # --- what a traveller does -----------------------------------------------------------------------

    def press(self, label, *screens):
        shown = len(self.running.screens())
        self.running.touch(label)
        return self.running.await_screen(*screens, after=shown)

    def enter(self, keys, *screens):
        """On the keyboard; ends on one of these screens, or stays on the keypad with what is wrong."""
        shown = len(self.running.screens())
        screen.key(*["less" if key == "<" else key for key in keys], "Return")
        if screens:
            self.running.await_screen(*screens, after=shown)

    def see_note(self, phrase):
        """What is told on amber, which OCR reads for itself alone."""
        def told():
            picture = screen.look()
            return any(compact(phrase) in compact(screen.read_line(picture.crop(*box), "eng"))
                       for box in picture.filled_boxes(AMBER, tallest=300))
        until(told, 12, f"the note '{phrase}'")

    def type_passport(self):
        """From the screen that asks for the passport to the keypad that asks for a PIN."""
        self.press("Type instead", "typing")
        for title, keys in (("Type the number of your", NUMBER), ("Type your date of birth", BIRTH_DATE),
                            ("Type the date when your", EXPIRY)):
            self.running.see(title)
            self.enter(keys)

    def show_certificate(self):
        """Again where nothing comes of it: what is sent before the kiosk has opened its line is lost."""
        def is_answered():
            self.scanner.scan(valid)
            try:
                return self.running.await_screen("verdict", seconds=5, after=shown)
            except AssertionError:
                return None
        shown = len(self.running.screens())
        until(is_answered, 25, "the answer for the certificate")
        self.running.see("Accepted")

    def keep(self):
        """From the answer to the first screen, with a copy kept on the way."""
        self.press("Keep a copy", "keep_confirm")
        self.running.see("Keep a copy in case your phone goes dead", "your passport, and a PIN")
        self.press("Yes", "passport")
        self.type_passport()
        self.running.see("Choose a PIN")
        self.enter(PIN)
        self.running.see("Type the same PIN again")
        self.enter(PIN, "kept")
        self.running.see("Your copy is kept")
        self.leave()

    def leave(self):
        self.press("am done", "goodbye")
        self.running.await_screen("attract")
        self.running.see("Check your travel")
        self.assertNotIn("wang", compact(screen.text()))

    def ask(self, pin, *screens):
        """With the phone dead, from the first screen."""
        self.press("My phone is dead", "passport")
        self.type_passport()
        self.running.see("Type your PIN")
        self.enter(pin, *screens)

    # --- what must be true of it -------------------------------------------------------------------------

    def assert_nothing_personal_is_left(self):
        """Not in the log, and not in any file but the pages that came out."""
        self.assertEqual(self.running.stop(), 0)
        log = "\n".join(line for _, line in self.running.lines)
        files = [file for file in self.place.rglob("*") if file.is_file() and file.suffix != ".pdf"]
        kept = b"".join(file.read_bytes() for file in files)
        for personal in (*PERSONAL, valid[:20]):
            self.assertNotIn(personal, log)
            if len(personal) > 4:  # shorter ones are in random bytes by chance
                self.assertNotIn(personal.encode(), kept)

    def audit(self):
        """The kinds of the audit log's records."""
        return re.findall(r'"kind":"(\w+)"', self.audit_text())

    def audit_text(self):
        return "".join(file.read_text(encoding="utf-8") for file in sorted((self.place / "data/audit").rglob("*"))
                       if file.is_file())

    def assert_page_verifies(self):
        page = next((self.place / "printed").glob("*.pdf"))
        subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", page, self.place / "page"], check=True)
        scanned = json.loads(material.run("clearway-scan", "--json", self.place / "page.png").stdout)
        self.assertEqual([code["text"] for code in scanned["codes"]], [valid])


class KeptCopies(DeadPhoneTest):
    def test_open_with_passport_and_PIN_and_print_as_the_phone_did(self):
        kiosk = self.kiosk()
        self.show_certificate()
        self.keep()
        self.ask(PIN, "verdict")
        kiosk.see("Accepted", "XIAOMING WANG")
        self.press("Print on paper", "print_confirm")
        self.press("Print now", "print_done")
        self.press("I have my paper", "verdict")
        self.leave()
        self.assert_page_verifies()
        self.assert_nothing_personal_is_left()
        kinds = self.audit()
        self.assertEqual([kind for kind in kinds if kind.startswith("cop")], ["copy_kept", "copy_opened"])

    def test_do_not_open_with_another_PIN_and_then_with_the_right_one(self):
        kiosk = self.kiosk()
        self.show_certificate()
        self.keep()
        self.press("My phone is dead", "passport")
        kiosk.see("Show your passport")
        self.assertNotIn("issuer", compact(screen.text()))
        self.type_passport()
        kiosk.see("Type your PIN")
        self.assertNotIn("issuer", compact(screen.text()))
        self.enter(OTHER_PIN, "not_fetched")
        kiosk.see("No certificate was found")
        self.assertNotIn("wang", compact(screen.text()))
        self.press("Try again", "typing")
        kiosk.see("Type your PIN")
        self.enter(PIN, "verdict")
        kiosk.see("Accepted")
        self.assert_nothing_personal_is_left()
        self.assertEqual([kind for kind in self.audit() if kind.startswith("cop")],
                         ["copy_kept", "copy_not_opened", "copy_opened"])

    def test_are_judged_as_things_are_now(self):
        """The certificate is revoked between keeping and opening."""
        def run(*arguments):
            material.run("clearway", *arguments)
        run("keys", "root", "--out", self.place / "root")
        (self.place / "roots").mkdir()
        shutil.copy(self.place / "root.pub", self.place / "roots")

        def deliver(number, *build):
            content = self.place / f"{number}.content"
            run("trust", "build", "--sequence", number, "--signers", material.trust, "--out", content, *build)
            run("trust", "sign", content, "--root", self.place / "root.key", "--out", self.place / f"{number}.bundle")
            shutil.move(self.place / f"{number}.bundle", self.place / "import")
        deliver(1)
        kiosk = self.kiosk()
        until(lambda: "bundle_in_use number=1" in self.log(), 15, "the first bundle")
        self.show_certificate()
        self.keep()
        listed = self.place / "list"
        listed.write_text("FLOW-WANG\n", encoding="ascii")
        revocations = self.place / "revocations"
        run("revoke", "build", "--out", revocations, "--list", f"thc:XX={listed}")
        shutil.copy(revocations, self.place / "import")
        deliver(2, "--revocations", revocations)
        until(lambda: "bundle_in_use number=2" in self.log(), 15, "the second bundle")
        self.ask(PIN, "verdict")
        kiosk.see("Not accepted", "This certificate has been")
        self.assertIsNone(screen.find_button("Print on paper"))

    def log(self):
        return "\n".join(line for _, line in list(self.running.lines))


class Memory(DeadPhoneTest):
    """What a crash dump or a look into the running program would find."""

    @staticmethod
    def writable(pid):
        """What the process has in its writable memory, mapping by mapping."""
        with open(f"/proc/{pid}/mem", "rb") as memory:
            for line in pathlib.Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
                span, rights = line.split()[:2]
                begin, end = (int(number, 16) for number in span.split("-"))
                if not rights.startswith("rw"):
                    continue
                try:
                    memory.seek(begin)
                    yield memory.read(end - begin)
                except (OSError, ValueError, OverflowError):
                    continue  # of a device

    def found(self):
        looked_for = [text.encode() for text in (PIN, NUMBER[:-1], BIRTH_DATE, "XIAOMING", valid[:24], valid[40:70])]
        return {text for part in self.writable(self.running.process.pid) for text in looked_for if text in part}

    @unittest.skipUnless(os.geteuid() == 0, "only root may look into the kiosk's memory")
    def test_of_a_traveller_who_left_nothing_is_in_it(self):
        self.kiosk()
        self.show_certificate()
        self.press("Keep a copy", "keep_confirm")
        self.press("Yes", "passport")
        self.type_passport()
        self.running.see("Choose a PIN")
        self.enter(PIN)
        self.running.see("Type the same PIN again")
        self.assertEqual(len(self.found()), 6, "all of it is there while it is needed")
        self.enter(PIN, "kept")
        self.leave()
        self.assertEqual(self.found(), set())
        self.ask(PIN, "verdict")
        self.leave()
        self.assertEqual(self.found(), set())


class Typing(DeadPhoneTest):
    def test_a_wrong_check_digit_is_told_and_can_be_corrected(self):
        kiosk = self.kiosk()
        self.press("My phone is dead", "passport")
        self.press("Type instead", "typing")
        kiosk.see("Type the number of your")
        self.enter("E000000007")
        self.see_note("The number does not fit its last digit")
        screen.key("BackSpace")
        self.enter("8")
        kiosk.see("Type your date of birth")
        self.enter("8803147")
        self.see_note("The date of birth does not fit its last digit")
        self.assert_nothing_personal_is_left()

    def test_the_keypad_types_too_and_a_PIN_is_never_shown(self):
        kiosk = self.kiosk()
        self.press("My phone is dead", "passport")
        self.type_passport()
        kiosk.see("Type your PIN")
        for key in PIN[:-1]:
            screen.touch(*self.key(int(key)))
        kiosk.touch("Continue")
        self.see_note("A PIN has 6 to 12 digits")
        self.assertNotIn(PIN[:-1], compact(screen.text()))
        screen.touch(*self.key(int(PIN[-1])))
        self.press("Continue", "not_fetched")


    @staticmethod
    def keys():
        """The ten keys with digits, once none of them is drawn pressed any more: the pale boxes of one size, three in a row,
        0 below 7."""
        boxes = screen.look().filled_boxes(PALE)

        def is_as_large(box, other):  # but for rounding to pixels
            return abs(box[2] - box[0] - other[2] + other[0]) < 3 and abs(box[3] - box[1] - other[3] + other[1]) < 3
        keys = sorted((top, left, right, bottom) for left, top, right, bottom in boxes
                      if sum(is_as_large((left, top, right, bottom), other) for other in boxes) >= 10)
        return keys if len(keys) == 10 else None

    def key(self, digit):
        """The middle of the digit's key."""
        top, left, right, bottom = until(self.keys, 12, "ten keys with digits")[(digit - 1) % 10]
        return (left + right) // 2, (top + bottom) // 2


class Passports(DeadPhoneTest):
    def test_are_read_by_the_camera_for_a_dead_phone(self):
        kiosk = self.kiosk(material.film("passport", "No certificate", seconds=1, gap=1, passport=rig.PASSPORT))
        self.show_certificate()
        self.press("Keep a copy", "keep_confirm")
        self.press("Yes", "passport", "typing")
        kiosk.await_screen("typing", seconds=40)
        kiosk.see("Choose a PIN")
        self.enter(PIN)
        self.enter(PIN, "kept")

    def test_are_read_by_a_scanner_too_and_somebody_elses_is_refused(self):
        kiosk = self.kiosk()
        self.show_certificate()
        self.press("Keep a copy", "keep_confirm")
        self.press("Yes", "passport")
        self.scanner.scan("".join(rig.OTHER_PASSPORT))
        self.see_note("This passport is not of the person")
        shown = len(kiosk.screens())
        self.scanner.scan("".join(rig.PASSPORT))
        kiosk.await_screen("typing", after=shown)
        kiosk.see("Choose a PIN")
        self.enter("123456")
        self.see_note("easy to guess")
        screen.key("2")
        until(lambda: not screen.look().filled_boxes(AMBER, tallest=300), 12, "the note to go")
        screen.key("BackSpace")
        self.enter("880314")  # the date of birth
        self.see_note("nothing that stands in the passport")


class Issuers(DeadPhoneTest):
    def serve(self, store, handler=REFERENCE.Service):
        ours = Authority(self.place, "ours")
        certificate, key = ours.issue("kiosk")
        os.chmod(key, 0o600)
        server = REFERENCE.make_server(store, *ours.issue("service"), ours.certificate, handler=handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.service = server
        self.addCleanup(self.stop_service)
        return (f'[retrieval]\nurl = "https://localhost:{server.server_address[1]}/"\nauthority = "{ours.certificate}"\n'
                f'certificate = "{certificate}"\nkey = "{key}"\n')

    def stop_service(self):
        self.service.shutdown()
        self.service.server_close()

    def test_service_has_the_certificate(self):
        service = self.serve({"E00000000": {"birth_date": "880314", "certificates": [valid]}})
        kiosk = self.kiosk(vault=False, toml=service)
        self.press("My phone is dead", "passport")
        kiosk.see("date of birth are then sent to the issuer")
        shown = len(kiosk.screens())
        self.scanner.scan("".join(rig.PASSPORT))
        kiosk.await_screen("verdict", after=shown)
        kiosk.see("Accepted", "XIAOMING WANG")
        self.assertIsNone(screen.find_button("Keep a copy"))
        self.assert_nothing_personal_is_left()
        self.assertIn("issuer_asked", self.audit())

    def test_service_beside_a_vault_is_told_of_before_it_is_asked(self):
        service = self.serve({"E00000000": {"birth_date": "880314", "certificates": [valid]}})
        kiosk = self.kiosk(toml=service)
        self.press("My phone is dead", "passport")
        shown = len(kiosk.screens())
        self.scanner.scan("".join(rig.PASSPORT))
        kiosk.await_screen("typing", after=shown)
        kiosk.see("Type your PIN", "date of birth are sent to the issuer")
        self.press("I have no PIN", "verdict")
        kiosk.see("Accepted", "XIAOMING WANG")

    def test_service_is_asked_no_longer_for_whoever_goes(self):
        asked, ended = threading.Event(), threading.Event()
        self.addCleanup(ended.set)

        class Silent(REFERENCE.Service):
            def do_POST(self):
                asked.set()
                ended.wait()
        kiosk = self.kiosk(vault=False, toml=self.serve({}, Silent))
        self.press("My phone is dead", "passport")
        self.scanner.scan("".join(rig.PASSPORT))
        self.assertTrue(asked.wait(20))
        shown = len(kiosk.screens())
        screen.key("Escape")
        kiosk.await_screen("scanning", after=shown)
        until(lambda: '"outcome":"withdrawn"' in self.audit_text(), 12, "the end of the question")

    def test_service_has_nothing_and_then_is_not_there(self):
        service = self.serve({})
        kiosk = self.kiosk(vault=False, toml=service)
        self.press("My phone is dead", "passport")
        shown = len(kiosk.screens())
        self.scanner.scan("".join(rig.PASSPORT))
        kiosk.await_screen("not_fetched", after=shown)
        kiosk.see("No certificate was found", "issuer has no certificate")
        self.stop_service()
        self.press("Try again", "not_fetched")
        kiosk.see("No answer came")


if __name__ == "__main__":
    stage.run_tests()
