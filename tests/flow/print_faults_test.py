#!/usr/bin/env python3
"""Pages through the kiosk's print queue while its process, the print server and the printer are killed and
stalled at random points: no page comes out twice, and each is printed or told to a person as unknown.
usage: print_faults_test.py BIN [PAGES [SEED]]"""
import os
import pathlib
import random
import selectors
import subprocess
import sys
import tempfile
import time
import unittest

import ipp_printer
from ipp_printer import DEADLINE, PrintServer, wait_for

BIN = pathlib.Path(sys.argv.pop(1))
PAGES = int(sys.argv.pop(1)) if len(sys.argv) > 1 else 30
SEED = int(sys.argv.pop(1)) if len(sys.argv) > 1 else random.SystemRandom().randrange(10**6)
ENDS = ("printed", "failed", "unknown")


class Queue:
    """The kiosk's side: print_queue_probe, started anew after each death."""

    def __init__(self, uri, folder):
        self.journal = folder / "journal"
        self.command = [BIN / "print_queue_probe", uri, self.journal]
        self.asked = None     # the page that was asked for last
        self.ends = {}        # page: what the person was told
        self.references = {}  # the journal's: page
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        bufsize=1)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.rest = ""
        self.is_ready = False
        wait_for(lambda: self.listen() or self.is_ready, "the queue's start")

    def ask(self, page):
        self.asked = page
        self.process.stdin.write(f"print {page}\n")
        self.process.stdin.flush()

    def listen(self):
        """Takes what was told since the last time."""
        try:
            self.rest += self.process.stdout.read() or ""
        except (BlockingIOError, TypeError):
            pass
        *lines, self.rest = self.rest.split("\n")
        for line in lines:
            self.take(line.split())

    def take(self, words):
        if words == ["ready"]:
            self.is_ready = True
        elif words[0] == "begun":
            self.references[words[2]] = words[1]
        elif words[0] == "earlier":
            self.end(self.references.get(words[1], words[1]), {"not_printed": "failed"}.get(words[2], words[2]))
        elif words[0] == "accepted":
            pass  # by the print server, which may be killed next
        elif words[0] in ENDS:
            self.end(words[1], words[0])
        else:
            raise AssertionError(f"the queue said {words}")

    def end(self, page, word):
        if page in self.ends:
            raise AssertionError(f"{page} was told twice: {self.ends[page]}, then {word}")
        self.ends[page] = word

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.listen()
        self.process.stdout.close()
        self.process.stdin.close()
        self.read_journal()

    def read_journal(self):
        """A page that was begun and killed before it could be told so: only one is asked for at a time. There is no journal
        where the first page had not begun."""
        if not self.journal.exists():
            return
        begun = [line.split()[0] for line in self.journal.read_text(encoding="ascii").splitlines() if line.endswith("begun")]
        for reference in begun:
            self.references.setdefault(reference, self.asked)

    def has_begun(self, page):
        return page in self.references.values()


@unittest.skipIf(ipp_printer.missing(), f"not here: {ipp_printer.missing()}")
class Faults(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(SEED)
        self.server = PrintServer()
        self.addCleanup(self.server.stop)
        self.server.start()
        self.folder = tempfile.TemporaryDirectory(prefix="clearway-faults-")
        self.addCleanup(self.folder.cleanup)
        self.queue = Queue(self.server.uri, pathlib.Path(self.folder.name))
        self.addCleanup(self.queue.kill)

    def strike(self, fault):
        if fault == "kiosk":
            self.queue.kill()
            self.queue.start()
        elif fault == "cups":
            self.server.kill("cups")
            self.server.start_cups()
        elif fault == "printer":
            self.server.kill("printer")
            self.server.start_printer()
        elif fault in ("stalled cups", "stalled printer"):
            self.stall(fault.split()[1])
        elif fault == "paper":
            self.server.set_fault("media-empty")
            self.pause(self.random.uniform(0.1, 2))
            self.server.clear_fault("media-empty")
        elif fault == "jam":
            self.server.set_fault("media-jam")
            self.pause(self.random.uniform(0.1, 1))
            self.server.clear_fault("media-jam")

    def stall(self, part):
        self.server.freeze(part)
        self.pause(self.random.uniform(0.1, 5))
        self.server.thaw(part)

    def pause(self, seconds):
        """Lets time pass while listening: the faults are to strike at any moment."""
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.queue.process.stdout, selectors.EVENT_READ)
            while (left := end - time.monotonic()) > 0:
                selector.select(left)
                self.queue.listen()

    def print_one(self, page):
        faults = ["none", "kiosk", "cups", "printer", "stalled cups", "stalled printer", "paper", "jam"]
        fault = self.random.choice(faults)
        self.queue.ask(page)
        self.pause(self.random.choice([0, 0.05, 0.1, 0.2, 0.4, 0.8]) * self.random.random())
        self.strike(fault)
        # A page that a killed kiosk had not begun was never accepted.
        wait_for(lambda: self.queue.listen() or page in self.queue.ends or
                 (fault == "kiosk" and not self.queue.has_begun(page)), f"the end of {page} after {fault}")
        return fault

    def test_strike_and_no_page_is_printed_twice_or_vanishes(self):
        told = {}
        faults = {}
        for number in range(PAGES):
            page = f"page-{number:04}"
            faults[page] = self.print_one(page)
        self.settle()
        printed = self.pages_of_the_printer()
        for page, fault in faults.items():
            end = self.queue.ends.get(page, "never begun")
            told.setdefault(end, []).append(page)
            count = printed.count(page)
            with self.subTest(page=page, fault=fault, told=end, seed=SEED):
                self.assertLessEqual(count, 1)
                if end == "printed":
                    self.assertEqual(count, 1)
                elif end != "unknown":
                    self.assertEqual(count, 0)
        print(f"\n{PAGES} pages, seed {SEED}: the printer counts {len(printed)};",
              ", ".join(f"{len(pages)} {end}" for end, pages in sorted(told.items())), file=sys.stderr)
        self.assertGreater(len(told.get("printed", [])), 0)

    def settle(self):
        """A last page, after which nothing that is taken back can still come: it shows, too, that all is well again."""
        self.queue.ask("the-last")
        wait_for(lambda: self.queue.listen() or "the-last" in self.queue.ends, "the last page")
        self.assertEqual(self.queue.ends["the-last"], "printed")

    def pages_of_the_printer(self):
        pages = []
        for document in self.server.received():
            words = subprocess.run(["pdftotext", document, "-"], capture_output=True, text=True, check=True,
                                   timeout=DEADLINE).stdout
            pages += [word.strip(",") for word in words.split() if word.startswith("page-")]
        return pages


if __name__ == "__main__":
    unittest.main()
