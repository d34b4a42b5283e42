#!/usr/bin/env python3
"""The "checked" receipt: printed by a kiosk below an accepted certificate, scanned from the paper, and judged by
`clearway verify` and at another kiosk. usage: receipt_test.py BIN_DIR
"""
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import kiosk_rig as rig
import stage
from screen import compact, until

BIN = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else "build/release/bin").resolve()
DEMO = pathlib.Path(__file__).resolve().parents[2] / "tools/demo"


def setUpModule():
    global folder, material, screen, scanner
    folder, material, screen = stage.set_up("receipt", BIN, "pdftoppm")
    scanner = stage.Scanner()
    unittest.addModuleCleanup(scanner.close)
    (folder / "kiosks").mkdir()
    (folder / "nobody").mkdir()
    material.run("clearway", "keys", "device", "--out", folder / "device")
    shutil.copy(folder / "device.pub", folder / "kiosks/hall.pub")


def verify(*arguments):
    return subprocess.run([BIN / "clearway", "verify", *map(str, arguments)], capture_output=True, text=True,
                          check=False, timeout=60)


def rules_of(country):
    """The demonstration's rule about tests, as that country's."""
    rule = (DEMO / "rules/XD/TR-XD-0001/rule.json").read_text(encoding="utf-8").replace("XD", country)
    rules = folder / f"rules-{country}"
    rules.mkdir(exist_ok=True)
    (rules / "rule.json").write_text(rule, encoding="utf-8")
    return rules


class Receipt(unittest.TestCase):
    def kiosk(self, name, country, minutes):
        """One with receipts of so many minutes, to travellers for that country, which asks for a negative test."""
        place = folder / name
        place.mkdir()
        toml = f'[sealed]\ndevice_key = "{folder / "device.key"}"\n[receipt]\nminutes = {minutes}\n' \
               f'kiosks = "{folder / "kiosks"}"\n'
        running = rig.Kiosk(material, screen, place, None, toml=toml, devices=f'scanners = ["{scanner.uri}"]',
                            place=f'country = "{country}"', folders=f'rules = "{rules_of(country)}"')
        self.addCleanup(running.stop)
        return running

    def scan(self, kiosk, text, name):
        """Again where nothing comes of it: what is sent before the kiosk has opened its line is lost."""
        shown = len(kiosk.screens())
        for _ in range(5):
            scanner.scan(text)
            try:
                return kiosk.await_screen(name, seconds=5, after=shown)
            except AssertionError:
                continue
        return self.fail(f"{name} never came")

    def printed_codes(self, kiosk):
        kiosk.await_screen("attract")
        self.scan(kiosk, material.issue(rig.VALID), "verdict")
        kiosk.see("Accepted")
        kiosk.touch("Print on paper")
        kiosk.await_screen("print_confirm")
        kiosk.touch("Print now")
        kiosk.await_screen("print_done")
        page = until(lambda: next(kiosk.printed.glob("*.pdf"), None), 10, "the page")
        picture = folder / "page"
        subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", page, picture], check=True)
        scanned = json.loads(material.run("clearway-scan", "--json", f"{picture}.png").stdout)
        return {code["text"][:4]: code["text"] for code in scanned["codes"]}

    def test_is_printed_scanned_and_judged_elsewhere(self):
        kiosk = self.kiosk("first", "CN", 30)
        codes = self.printed_codes(kiosk)
        self.assertEqual(len(codes), 2, codes)
        receipt = codes["CC1:"]
        kiosk.stop()
        with self.subTest("the command"):
            self.judged_by_the_command(receipt, codes)
        with self.subTest("another kiosk"):
            self.judged_by_another_kiosk(receipt)
        with self.subTest("one after the other"):
            self.one_after_the_other(receipt)

    def judged_by_the_command(self, receipt, codes):
        known = ["--receipts", folder / "kiosks", "--demo"]
        good = verify(receipt, *known)
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertIn("CHECKED ELSEWHERE", good.stdout)
        self.assertIn("for CN", good.stdout)
        self.assertNotIn("ACCEPTED", good.stdout)
        for personal in ("WANG", "E00000000", "1988", "negative"):
            self.assertNotIn(personal, good.stdout)
        later = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=32)).strftime("%Y-%m-%dT%H:%M:%SZ")
        altered = receipt[:-5] + ("0" if receipt[-5] != "0" else "1") + receipt[-4:]
        for words, cause, status in (([receipt, *known[:2]], "demonstration", 1), ([receipt, "--demo"], "unknown-kiosk", 3),
                                     ([receipt, *known, "--clock", later], "expired", 1),
                                     ([receipt, *known, "--destination", "DE"], "other-destination", 1),
                                     ([altered, *known], "forged", 1), ([receipt[:40], *known], "malformed", 1),
                                     ([receipt, "--demo", "--receipts", folder / "nobody"], "unknown-kiosk", 3)):
            refused = verify(*words, "--json")
            self.assertEqual((json.loads(refused.stdout), refused.returncode), ({"receipt": cause}, status), words)
        [certificate] = [text for prefix, text in codes.items() if prefix != "CC1:"]
        both = verify(certificate, receipt, "--demo", "--trust", material.trust)
        self.assertEqual(both.returncode, 0, both.stderr)
        self.assertNotIn("ELSEWHERE", both.stdout)

    def judged_by_another_kiosk(self, receipt):
        kiosk = self.kiosk("second", "CN", 0)
        kiosk.await_screen("attract")
        self.scan(kiosk, receipt, "receipt")
        words = kiosk.words_with("Checked at another post", "names nobody")
        self.assertNotIn("genuine", compact(" ".join(word.text for word in words)))
        kiosk.touch("am done")
        kiosk.await_screen("attract")
        altered = receipt[:-5] + ("0" if receipt[-5] != "0" else "1") + receipt[-4:]
        self.scan(kiosk, altered, "receipt")
        kiosk.see("does not count", "not what the kiosk signed", "show your certificate")
        kiosk.stop()
        self.assertEqual(self.recorded(kiosk), [("kiosk", "counts"), ("", "forged")])
        elsewhere = self.kiosk("third", "DE", 0)
        elsewhere.await_screen("attract")
        self.scan(elsewhere, receipt, "receipt")
        elsewhere.see("does not count", "another destination")
        elsewhere.stop()
        self.assertEqual(self.recorded(elsewhere), [("kiosk", "other-destination")])

    def recorded(self, kiosk):
        """What the audit log has of receipts: who signed them, and what came of it."""
        files = sorted(file for file in (kiosk.folder / "data/audit").rglob("*") if file.is_file())
        text = "".join(file.read_text(encoding="utf-8") for file in files)
        return re.findall(r'"kind":"receipt_checked","from":"([^"]*)","outcome":"([^"]*)"', text)

    def one_after_the_other(self, receipt):
        """On the same screen each has its own answer."""
        kiosk = self.kiosk("fourth", "CN", 0)
        kiosk.await_screen("attract")
        self.scan(kiosk, receipt, "receipt")
        kiosk.see("Checked at another post")
        altered = receipt[:-5] + ("0" if receipt[-5] != "0" else "1") + receipt[-4:]
        scanner.scan(altered)
        kiosk.see("does not count", "not what the kiosk signed")
        kiosk.stop()


if __name__ == "__main__":
    stage.run_tests()
