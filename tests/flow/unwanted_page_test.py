"""A page that nobody wants any more when it has come out already: the real kiosk, a real print server and a printer that
reports late, eyes and a finger on a real X server.

usage: unwanted_page_test.py BIN_DIR [unittest arguments]
"""
import json
import pathlib
import sys
import tempfile
import unittest

import ipp_printer
import kiosk_rig as rig
import stage
from screen import until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin")


def setUpModule():
    global folder, material, screen, valid
    folder, material, screen = stage.set_up("unwanted", BIN, missing=ipp_printer.missing())
    valid = material.issue(rig.VALID)


class UnwantedPage(unittest.TestCase):
    def setUp(self):
        self.server = ipp_printer.PrintServer(setup=BIN / "clearway-printer")
        self.addCleanup(self.server.stop)
        self.server.start()
        self.server.set_fault("late-report")
        self.scanner = stage.Scanner()
        self.addCleanup(self.scanner.close)
        self.kiosk = rig.Kiosk(material, screen, tempfile.mkdtemp(dir=folder), None, printer=self.server.uri,
                               devices=f'scanners = ["{self.scanner.uri}"]')
        self.addCleanup(self.kiosk.stop)
        self.kiosk.await_screen("attract")
        self.let_a_page_come_out()

    def let_a_page_come_out(self):
        def answered():
            self.scanner.scan(valid)
            return self.kiosk.await_screen("verdict", seconds=4)
        until(lambda: self.tried(answered), 30, "the certificate's answer")
        self.press("Print on paper", "print_confirm")
        self.press("Print now", "printing")
        until(self.server.received, ipp_printer.DEADLINE, "the page to come out")

    @staticmethod
    def tried(action):
        """The scanner may not be open yet."""
        try:
            return action()
        except AssertionError:
            return None

    def press(self, label, screen_after):
        shown = len(self.kiosk.screens())
        self.kiosk.touch(label)
        self.kiosk.await_screen(screen_after, after=shown)

    def records(self):
        """After the kiosk has stopped: the kinds from the print on, and how it ended."""
        self.assertEqual(self.kiosk.stop(), 0)
        lines = material.run("clearway", "audit", "export", self.kiosk.folder / "data/audit").stdout.decode().splitlines()
        records = [json.loads(line) for line in lines]
        kinds = [record["kind"] for record in records]
        begun = kinds.index("print_started")
        outcomes = [record["outcome"] for record in records if record["kind"] in ("print_ended", "print_recalled")]
        return kinds[begun + 1:], outcomes

    def test_is_looked_for_by_whoever_took_it_back(self):
        self.press("Do not print", "print_done")
        self.kiosk.see("Please look into the printer")
        self.press("I have my paper", "verdict")
        kinds, outcomes = self.records()
        self.assertEqual(kinds[0], "print_ended")
        self.assertEqual(outcomes, ["unknown"])

    def test_of_a_kiosk_that_stops_is_in_its_log_before_it_has_stopped_or_after_its_next_start(self):
        kinds, outcomes = self.records()
        self.assertEqual((kinds[0], kinds[-1]), ("session_ended", "kiosk_stopped"))
        if not outcomes:  # the print server had not said it in time
            self.kiosk = rig.Kiosk(material, screen, self.kiosk.folder, None, printer=self.server.uri)
            self.addCleanup(self.kiosk.stop)
            journal = self.kiosk.folder / "data/print.journal"
            until(lambda: journal.read_text().endswith(" unknown\n"), ipp_printer.DEADLINE, "the page to be recalled")
            _, outcomes = self.records()
        self.assertEqual(outcomes, ["unknown"])


if __name__ == "__main__":
    stage.run_tests()
