"""What a test of the whole kiosk begins and ends with: the programs that it needs, a folder, keys and certificates, an X
screen, a scanner at the end of a serial line; and what is kept of a test that failed."""
import os
import pathlib
import shutil
import sys
import tempfile
import tty
import unittest

import kiosk_rig as rig
from screen import Screen

EYES_AND_HANDS = ("Xvfb", "xdotool", "tesseract")
SKIPPED = 77  # as CTest is told


def set_up(name, bin_dir, *programs, missing=()):
    """For setUpModule: a folder, rig.Material in it and a Screen, which end with the module. Skips the module where one of
    the programs is not installed, or where something else is `missing`."""
    lacking = [program for program in (*EYES_AND_HANDS, *programs) if not shutil.which(program)] + list(missing)
    if lacking:
        raise unittest.SkipTest("not installed: " + ", ".join(lacking))
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"clearway-{name}-"))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    material = rig.Material(bin_dir, folder / "material")
    screen = Screen()
    unittest.addModuleCleanup(screen.close)
    return folder, material, screen


class Scanner:
    """A hand scanner on a serial line: a pseudo-terminal, whose far end the kiosk opens by its `uri`."""

    def __init__(self):
        self.hand, self.line = os.openpty()
        tty.setraw(self.line)
        self.uri = "tty:" + os.ttyname(self.line)

    def scan(self, text):
        os.write(self.hand, text.encode() + b"\r")

    def close(self):
        os.close(self.hand)
        os.close(self.line)


def keep_what_failed(test, kiosk, screen):
    """For tearDown: of a test that failed, a picture of the screen and the end of the kiosk's log."""
    result = getattr(test._outcome, "result", None)
    if result is None or all(failed is not test for failed, _ in result.failures + result.errors):
        return
    picture = pathlib.Path(tempfile.gettempdir()) / (test.id().rsplit(".", 1)[-1] + ".ppm")
    screen.look().save(picture)
    print(f"\n{picture} shows the screen; the log ends:\n" + "\n".join(line for _, line in kiosk.lines[-15:]), file=sys.stderr)


def run_tests():
    """The tests of the program that calls this; ends it as skipped where none of them could run."""
    ran = unittest.main(verbosity=2, exit=False).result
    nothing_ran = ran.testsRun == 0 and ran.skipped
    sys.exit(SKIPPED if nothing_ran and ran.wasSuccessful() else not ran.wasSuccessful())
