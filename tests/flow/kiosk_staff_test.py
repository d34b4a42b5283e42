"""Staff at the kiosk: badges before a real serial scanner (a pseudo-terminal), PINs from a keyboard, fingers and eyes on
a real X server; the real kiosk with its staff book and audit log behind it.

usage: kiosk_staff_test.py BIN_DIR [unittest arguments]
"""
import json
import pathlib
import re
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
from screen import compact, until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin")
# So long that no digest in hexadecimal has one by chance.
PINS = {"supervisor": "483920617352", "staff": "905133846207", "technician": "271848905361"}
COPY_PIN = "295174638105"  # of a traveller


def issue_badge(role, *options, key="operator"):
    made = material.run("clearway", "badge", "issue", role, "--key", folder / f"{key}.key", *options)
    return made.stdout.decode().strip()


def setUpModule():
    global folder, material, screen, valid, badges, book
    folder, material, screen = stage.set_up("staff", BIN)
    valid = material.issue(rig.VALID)
    for key in ("operator", "stranger"):
        material.run("clearway", "badge", "key", "--out", folder / key)
    material.run("clearway", "keys", "secret", "--out", folder / "secret")
    badges = {role: issue_badge(role) for role in PINS}
    book = None


class StaffTest(unittest.TestCase):
    def setUp(self):
        self.scanner = stage.Scanner()
        self.addCleanup(self.scanner.close)
        self.running = None

    def kiosk(self, with_book=True, again=False, camera=None, **options):
        """A kiosk, with the enrolled badges unless it has none yet; `again`, the last one after it was switched off."""
        place = self.running.folder if again else pathlib.Path(tempfile.mkdtemp(dir=folder))
        if with_book and not again:
            (place / "data").mkdir(parents=True, exist_ok=True)
            shutil.copy(enrolled_book(), place / "data/staff")
        toml = options.pop("toml", "")
        self.running = rig.Kiosk(material, screen, place, camera, devices=f'scanners = ["{self.scanner.uri}"]',
                                 toml=f'{toml}\n[kept]\nsecret = "{folder / "secret"}"\nday_keys = "{place / "keys"}"\n'
                                      f'[staff]\nbadge_keys = "{folder / "operator.pub"}"\n', **options)
        self.running.await_screen("attract")
        return self.running

    def tearDown(self):
        if self.running is None:
            return
        stage.keep_what_failed(self, self.running, screen)
        self.assertEqual(self.running.stop(), 0)
        self.assert_nothing_leaked()

    def assert_nothing_leaked(self):
        """No PIN, badge, name or code in what the kiosk logged or kept."""
        log = "\n".join(line for _, line in self.running.lines)
        kept = b"".join(file.read_bytes() for file in (self.running.folder / "data").rglob("*") if file.is_file())
        for secret in (*PINS.values(), COPY_PIN, *(code[:24] for code in badges.values()), "CB1:", "WANG", "王小明", valid[:20]):
            self.assertNotIn(secret, log)
            self.assertNotIn(secret.encode(), kept)

    # --- what staff do ---------------------------------------------------------------------------

    def type_pin(self, pin):
        self.running.await_screen("typing")
        screen.key(*pin, "Return")

    def scan(self, code, screen_after):
        """Holds up a badge, by its role or its code, as a person does: again when nothing happens. What a kiosk that has
        just been switched on was shown before it listened is thrown away."""
        shown = len(self.running.screens())
        for _ in range(3):
            self.scanner.scan(badges.get(code, code))
            try:
                return self.running.await_screen(screen_after, after=shown, seconds=8)
            except AssertionError:
                if len(self.running.screens()) > shown or self.running.process.poll() is not None:
                    raise
        raise AssertionError(f"the badge led nowhere; shown were {self.running.screens()}")

    def sign_in(self, role):
        shown = len(self.running.screens())
        self.scan(role, "typing")
        self.type_pin(PINS[role])
        self.running.await_screen("staff_menu", after=shown)

    def go_back(self, to):
        shown = len(self.running.screens())
        self.running.touch("Back")
        self.running.await_screen(to, after=shown)

    def sign_out(self, to="attract"):
        shown = len(self.running.screens())
        self.running.touch("Sign out")
        self.running.await_screen(to, after=shown)

    def show_certificate(self, code):
        self.scan(code, "verdict")

    def audit(self, *kinds):
        """The records of these kinds, as the exporting tool gives them once the kiosk has stopped."""
        self.assertEqual(self.running.stop(), 0)
        material.run("clearway", "audit", "verify", self.running.folder / "data/audit")
        lines = material.run("clearway", "audit", "export", self.running.folder / "data/audit").stdout.decode()
        return [record for record in map(json.loads, lines.splitlines()) if record["kind"] in kinds]


def enrolled_book():
    """The staff book of a kiosk whose first supervisor came and enrolled the others, by their hands."""
    global book
    if book is None:
        test = Enrolment("test_begins_with_the_first_supervisor_who_then_enrols_the_others")
        result = unittest.TestResult()
        test.run(result)
        if not result.wasSuccessful():
            raise AssertionError("nobody could be enrolled:\n" + "".join(text for _, text in result.failures + result.errors))
    return book


class Enrolment(StaffTest):
    def test_begins_with_the_first_supervisor_who_then_enrols_the_others(self):
        global book
        kiosk = self.kiosk(with_book=False)
        self.scan("staff", "staff_notice")
        kiosk.see("has no PIN here")
        self.go_back("attract")
        self.scan("supervisor", "typing")
        kiosk.see("Choose a PIN for this badge")
        self.type_pin(PINS["supervisor"])
        kiosk.see("Type the same PIN again")
        self.type_pin(PINS["supervisor"])
        kiosk.await_screen("staff_notice")
        kiosk.see("The badge has its PIN")
        self.go_back("typing")
        self.type_pin(PINS["supervisor"])
        kiosk.await_screen("staff_menu")
        kiosk.see("Signed in as supervisor")
        for role in ("staff", "technician"):
            self.enrol(kiosk, role)
        self.sign_out()
        self.sign_in("staff")
        words = compact("".join(word.text for word in kiosk.words_with("Signed in as staff", "Repeat the last print")))
        self.assertNotIn(compact("Clear the print queue"), words)
        self.assertNotIn(compact("Give a badge its PIN"), words)
        records = self.audit("action_begun", "action_ended", "staff_signed_in", "sign_in_refused")
        self.assertEqual([record["kind"] for record in records],
                         ["sign_in_refused"] + ["action_begun", "action_ended"] + ["staff_signed_in"] +
                         ["action_begun", "action_ended"] * 2 + ["staff_signed_in"])
        self.assertEqual({record["outcome"] for record in records if record["kind"] == "action_ended"}, {"done"})
        book = folder / "book"
        shutil.copy(kiosk.folder / "data/staff", book)

    def enrol(self, kiosk, role):
        kiosk.touch("Give a badge its PIN")
        kiosk.await_screen("staff_new_badge")
        shown = len(kiosk.screens())
        self.scan(role, "typing")
        kiosk.see("Choose a PIN for this badge")
        self.type_pin(PINS[role])
        kiosk.see("Type the same PIN again")
        self.type_pin(PINS[role])
        kiosk.await_screen("staff_notice", after=shown)
        self.go_back("staff_menu")


class SignIn(StaffTest):
    def test_of_somebody_who_mistypes_five_times_is_locked_also_after_a_restart(self):
        kiosk = self.kiosk()
        self.scan("staff", "typing")
        for attempt in range(5):
            if attempt > 0:
                until(lambda: compact("This PIN is wrong") in compact(self.remark()), 12, "the wrong PIN to be told")
            shown = len(kiosk.screens())
            self.type_pin("111112")
            kiosk.await_screen("typing", "staff_notice", after=shown + 1)
        kiosk.see("The staff sign-in is locked", "Time until it opens again")
        refused = self.audit("sign_in_refused")
        self.assertEqual([record["problem"] for record in refused], ["wrong_pin"] * 5)
        kiosk = self.kiosk(again=True)
        self.scan("supervisor", "staff_notice")
        kiosk.see("The staff sign-in is locked")
        self.assertEqual(self.audit("staff_signed_in"), [])

    @staticmethod
    def remark():
        """What the keypad's screen says under its headline; OCR passes over words on amber."""
        picture = screen.look()
        return screen.read_line(picture.crop(int(picture.width * 0.1), int(picture.height * 0.37),
                                             int(picture.width * 0.55), int(picture.height * 0.51)), "eng")

    def test_takes_no_badge_that_is_forged_expired_foreign_or_damaged(self):
        kiosk = self.kiosk()
        for code, sentence in (
                (forge.forge_signature(badges["staff"]), "This badge is forged"),
                (issue_badge("staff", "--days", 1, "--clock", "2026-01-01T00:00:00Z"), "This badge has expired"),
                (issue_badge("supervisor", key="stranger"), "This badge is not trusted here"),
                (badges["staff"][:-6], "This is no staff badge")):
            self.scan(code, "staff_notice")
            kiosk.see(sentence)
            self.go_back("attract")
        refused = self.audit("badge_refused")
        self.assertEqual([record["problem"] for record in refused], ["forged", "expired", "unknown_signer", "malformed"])

    def test_takes_no_badge_that_the_trust_bundle_revokes(self):
        checked = material.run("clearway", "badge", "check", badges["staff"], "--signer", folder / "operator.pub")
        number = re.search(r"\b[0-9a-f]{16}\b", checked.stdout.decode()).group()
        roots, inbox = folder / "roots", folder / "inbox"
        for made in (roots, inbox):
            made.mkdir()
        material.run("clearway", "keys", "root", "--out", folder / "root")
        shutil.copy(folder / "root.pub", roots)
        material.run("clearway", "trust", "build", "--signers", material.trust, "--badge-signer",
                     folder / "operator.pub", "--revoke-badge", number, "--sequence", 1, "--out", folder / "content")
        material.run("clearway", "trust", "sign", folder / "content", "--root", folder / "root.key", "--out",
                     inbox / "1.bundle")
        kiosk = self.kiosk(folders=f'roots = "{roots}"\nimport = "{inbox}"')
        until(lambda: not list(inbox.iterdir()), 20, "the bundle to be taken over")
        self.scan("staff", "staff_notice")
        kiosk.see("This badge has been revoked")
        self.go_back("attract")
        self.sign_in("supervisor")
        self.assertEqual([record["problem"] for record in self.audit("badge_refused")], ["revoked"])

    def test_of_nobody_who_leaves_stays_open(self):
        kiosk = self.kiosk(toml="idle_warning = 10\nidle_end = 10")
        self.sign_in("supervisor")
        kiosk.touch("Give a badge its PIN")
        kiosk.await_screen("staff_new_badge")
        kiosk.await_screen("attract")
        records = self.audit("action_ended", "staff_signed_out")
        self.assertEqual([record["kind"] for record in records], ["action_ended", "staff_signed_out"])
        self.assertEqual(records[0]["outcome"], "failed")

    def test_of_a_technician_ends_the_travellers_session_first(self):
        kiosk = self.kiosk()
        self.show_certificate(valid)
        kiosk.see("XIAOMING WANG")
        self.sign_in("technician")
        self.assertNotIn("wang", compact("".join(word.text for word in kiosk.words_with("Signed in as technician"))))
        kiosk.touch("Devices and trust")
        kiosk.await_screen("staff_diagnosis")
        kiosk.see("Hand scanner", "READY")
        self.go_back("staff_menu")
        self.sign_out()
        self.assertEqual([record["end"] for record in self.audit("session_ended")], ["interrupted", "finished"])


class Actions(StaffTest):
    def test_a_print_that_failed_is_repeated_with_a_reason(self):
        kiosk = self.kiosk(before_exec=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.show_certificate(valid)
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", "--fsize=16384:unlimited"], check=True)
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_failed")
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", "--fsize=unlimited:unlimited"], check=True)
        self.sign_in("staff")
        kiosk.touch("Repeat the last print")
        kiosk.await_screen("staff_reason")
        kiosk.touch("Nothing came out")
        kiosk.await_screen("print_done")
        self.assertEqual(len(list(kiosk.printed.glob("*.pdf"))), 1)
        kiosk.touch("I have my paper")
        kiosk.await_screen("staff_menu")
        self.sign_out(to="verdict")
        begun, ended = self.audit("action_begun", "action_ended")
        self.assertEqual((begun["what"], begun["reason"], ended["outcome"]), ("repeat_print", "nothing_came_out", "done"))

    def press(self, label, screen_after):
        shown = len(self.running.screens())
        self.running.touch(label)
        self.running.await_screen(screen_after, after=shown)

    def show_passport(self):
        shown = len(self.running.screens())
        self.scanner.scan("".join(rig.PASSPORT))
        self.running.await_screen("typing", after=shown)

    def test_a_kept_copy_is_printed_with_the_travellers_passport_and_pin(self):
        kiosk = self.kiosk()
        self.show_certificate(valid)
        self.press("Keep a copy", "keep_confirm")
        self.press("Yes", "passport")
        self.show_passport()
        self.type_pin(COPY_PIN)
        kiosk.see("Type the same PIN again")
        self.type_pin(COPY_PIN)
        kiosk.await_screen("kept")
        self.press("am done", "goodbye")
        kiosk.await_screen("attract")
        self.sign_in("staff")
        self.press("Print a kept copy", "passport")
        self.show_passport()
        kiosk.see("Type your PIN")
        shown = len(kiosk.screens())
        self.type_pin(COPY_PIN)
        kiosk.await_screen("verdict", after=shown)
        kiosk.see("Accepted", "XIAOMING WANG")
        self.press("Print on paper", "print_confirm")
        self.press("Print now", "print_done")
        self.press("I have my paper", "staff_menu")
        self.assertEqual(len(list(kiosk.printed.glob("*.pdf"))), 1)
        self.sign_out()
        self.assertNotIn("wang", compact(screen.text()))
        records = self.audit("action_begun", "copy_opened", "print_ended", "action_ended")
        self.assertEqual([record.get("what") or record.get("outcome") or record["kind"] for record in records],
                         ["reprint", "copy_opened", "sent", "done"])

    def test_nothing_is_repeated_of_a_traveller_who_has_gone(self):
        kiosk = self.kiosk()
        self.show_certificate(valid)
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_done")
        kiosk.touch("I have my paper")
        kiosk.await_screen("verdict")
        kiosk.touch("am done")
        kiosk.await_screen("attract")
        self.sign_in("staff")
        kiosk.touch("Repeat the last print")
        kiosk.await_screen("staff_notice")
        kiosk.see("There is nothing to repeat")
        self.assertEqual(len(list(kiosk.printed.glob("*.pdf"))), 1)

    def test_a_decision_by_hand_is_recorded_and_the_kiosks_answer_stays(self):
        kiosk = self.kiosk()
        self.show_certificate(material.issue(rig.UNKNOWN, issuer="unknown"))
        kiosk.see("Could not be checked")
        self.sign_in("staff")
        kiosk.touch("Check by hand")
        kiosk.await_screen("staff_check")
        kiosk.see("This kiosk does not know who issued")
        words = kiosk.words_with("Let pass by hand")
        button = next(word for word in words if compact(word.text) == "hand")
        screen.touch(button.left + button.width // 2, button.top + button.height // 2)
        kiosk.await_screen("staff_notice")
        kiosk.see("Your decision is recorded", "it could not check this")
        self.go_back("staff_menu")
        self.sign_out(to="verdict")
        words = compact("".join(word.text for word in kiosk.words_with("Could not be checked")))
        self.assertNotIn(compact("Accepted"), words)
        self.assertNotIn(compact("Print on paper"), words)
        records = self.audit("verdict", "action_begun", "action_ended")
        self.assertEqual([record["kind"] for record in records], ["verdict", "action_begun", "action_ended"])
        self.assertEqual((records[0]["answer"], records[1]["what"], records[2]["outcome"]),
                         ("undetermined", "manual_check", "admitted"))

    def test_paper_that_nobody_took_is_pulled_back_where_the_printer_can(self):
        printed = folder / "slot"
        kiosk = self.kiosk(printer=f"file:{printed}?presenter=1")
        self.show_certificate(valid)
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_done")
        self.sign_in("supervisor")
        kiosk.touch("Pull paper back")
        kiosk.see("The paper was pulled back")
        self.assertEqual([page.name for page in printed.glob("**/*.pdf")], ["certificate-1.pdf"])
        self.assertTrue((printed / "retracted/certificate-1.pdf").exists())

    def test_what_the_full_disk_cannot_record_is_not_done(self):
        kiosk = self.kiosk(before_exec=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.sign_in("supervisor")
        audit = next((kiosk.folder / "data/audit").glob("*.jsonl"))
        until(lambda: "staff_signed_in" in audit.read_text(), 10, "the sign-in to be recorded")
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", f"--fsize={audit.stat().st_size}:unlimited"], check=True)
        self.press("Clear the print queue", "staff_notice")
        kiosk.see("This was not done", "audit log cannot be written")
        self.assertNotIn("action_begun", audit.read_text())
        subprocess.run(["prlimit", f"--pid={kiosk.process.pid}", "--fsize=unlimited:unlimited"], check=True)
        until(lambda: "action_ended" in audit.read_text(), 10, "what waited to be recorded")
        begun, ended = self.audit("action_begun", "action_ended")
        self.assertEqual((begun["what"], ended["outcome"]), ("clear_queue", "failed"))

    @unittest.skipIf(ipp_printer.missing(), "no private print server can be started here")
    def test_the_queue_of_a_real_print_server_is_cleared(self):
        with ipp_printer.PrintServer() as server:
            kiosk = self.kiosk(printer=server.uri)
            server.set_fault("media-empty")
            for number in range(3):
                page = folder / f"waiting-{number}.pdf"
                page.write_bytes(b"%PDF-1.4\n%%EOF\n")
                subprocess.run(["lp", "-h", server.socket, "-d", ipp_printer.QUEUE, page], check=True,
                               capture_output=True, env=server.environment, timeout=30)
            self.assertEqual(len(self.waiting(server)), 3)
            self.sign_in("supervisor")
            kiosk.touch("Clear the print queue")
            kiosk.see("The print queue is empty")
            until(lambda: not self.waiting(server), 20, "the queue to be empty")
            self.go_back("staff_menu")
            kiosk.touch("Pull paper back")
            kiosk.see("This printer cannot pull paper back")
            records = self.audit("action_begun", "action_ended")
        self.assertEqual([record.get("what") or record["outcome"] for record in records],
                         ["clear_queue", "done", "retract", "failed"])

    @staticmethod
    def waiting(server):
        listed = subprocess.run(["lpstat", "-h", server.socket, "-o", ipp_printer.QUEUE], capture_output=True, check=True,
                                env=server.environment, timeout=30)
        return listed.stdout.decode().splitlines()


if __name__ == "__main__":
    stage.run_tests()
