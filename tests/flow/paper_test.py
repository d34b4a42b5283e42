#!/usr/bin/env python3
"""The largest certificate of every format (largest.py says what that is), on every paper, and scanned again from it.

Printed with `clearway print` on A4, A5 and an 80 mm roll, drawn as a scanner or a camera close by would have it (200 dots an
inch; 203, a thermal printer's own, for rolls), a little out of focus, read by `clearway scan`, and verified by `clearway
verify`. In the ordinary run each format is on one of the papers; with CLEARWAY_LONG=1 all are on all, in every language and
in large print as well. What is larger still is refused, and nothing is printed. usage: paper_test.py BIN_DIR
"""
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import largest
import unsharp

BIN = pathlib.Path(sys.argv.pop(1)).resolve()
LONG = bool(os.environ.get("CLEARWAY_LONG"))
PAPERS = {"a4": 200, "a5": 200, "roll-80": 203}
DEADLINE = 120


def run(program, *arguments):
    return subprocess.run([BIN / program, *map(str, arguments)], capture_output=True, timeout=DEADLINE)


def on_papers(formats):
    """Each format with one paper, all papers in turn; each with all of them in the long run."""
    return list(itertools.product(formats, PAPERS)) if LONG else list(zip(formats, itertools.cycle(PAPERS)))


def setUpModule():
    global folder, certificates
    folder = pathlib.Path(tempfile.mkdtemp(prefix="clearway-paper-test-"))
    certificates = largest.Certificates(BIN / "clearway", folder)


def tearDownModule():
    subprocess.run(["rm", "-r", folder], check=True)


class LargestCertificate(unittest.TestCase):
    def print(self, texts, paper, *words):
        page = folder / "page.pdf"
        page.unlink(missing_ok=True)
        return page, run("clearway-print", *texts, "--pdf", page, "--paper", paper, *certificates.kiosk.options, *words)

    def scan(self, page, resolution):
        sharp, picture = folder / "sharp", folder / "unsharp.png"
        subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", "-singlefile", page, sharp], check=True, timeout=DEADLINE)
        unsharp.make_unsharp(sharp.with_suffix(".pgm"), picture, most_rows=2400)
        return [code["text"] for code in json.loads(run("clearway-scan", picture, "--json").stdout)["codes"]]

    def test_is_scanned_from_paper_and_verifies(self):
        for name, paper in on_papers(certificates.texts):
            texts = certificates.texts[name]
            with self.subTest(format=name, paper=paper, characters=sum(map(len, texts))):
                page, printed = self.print(texts, paper)
                self.assertEqual(printed.returncode, 0, printed.stderr)
                scanned = self.scan(page, PAPERS[paper])
                self.assertEqual(scanned, [certificates.printed(name)])
                verified = run("clearway", "verify", *scanned, *certificates.trust)
                self.assertEqual(verified.returncode, 0, verified.stdout.decode() + verified.stderr.decode())
                self.assertTrue(verified.stdout.startswith(b"ACCEPTED"))

    def test_is_scanned_and_has_less_than_160_kB_in_every_language_and_type_or_too_many_sheets(self):
        looks = itertools.product(("en", "zh-Hans", "ar"), ([], ["--large"]))
        pages = on_papers(certificates.texts)
        for (name, paper), (language, large) in itertools.product(pages, looks) if LONG else zip(pages, itertools.cycle(looks)):
            with self.subTest(format=name, paper=paper, language=language, large=large):
                page, printed = self.print(certificates.texts[name], paper, "--language", language, *large)
                if printed.returncode == 1 and large:
                    self.assertIn(b"more records than a print-out takes", printed.stderr)
                    self.assertFalse(page.exists())
                    continue
                self.assertEqual(printed.returncode, 0, printed.stderr)
                self.assertLess(page.stat().st_size, 160_000)
                self.assertEqual(self.scan(page, PAPERS[paper]), [certificates.printed(name)])

    def test_in_several_codes_verifies_as_one_card(self):
        parts = certificates.texts[largest.SEVERAL]
        self.assertGreater(len(parts), 1)
        for codes, status in ((reversed(parts), 0), (parts[1:], 1)):
            verified = run("clearway", "verify", *codes, *certificates.trust)
            self.assertEqual(verified.returncode, status, verified.stdout)

    def test_could_not_be_larger(self):
        for make, most in ((certificates.travel, largest.BASE45), (certificates.ddcc_test, largest.BASE45),
                           (certificates.card, 5 + largest.DIGITS), (certificates.test_seal, largest.BYTES)):
            text = largest.too_large(make, most)
            for paper in PAPERS:
                with self.subTest(format=text[:5], characters=len(text), paper=paper):
                    page, printed = self.print([text], paper)
                    self.assertEqual(printed.returncode, 1)
                    self.assertIn(b"longer than one QR code holds", printed.stderr)
                    self.assertFalse(page.exists())


if __name__ == "__main__":
    unittest.main()
