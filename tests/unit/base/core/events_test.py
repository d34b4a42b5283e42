"""The generator of the event registry refuses what its rules forbid, and makes what its headers promise."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

GENERATOR = pathlib.Path(__file__).resolve().parents[4] / "base" / "core" / "generate_events.py"
GOOD = """
[hal.lost]
priority = "error"
meaning = "It is gone."
action = "Plug it in."
parameters = { tries = "number", why = ["unplugged", "stalled"] }
"""


class Generator(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def run_on(self, toml, command="headers", target="out", rooms=("hal",)):
        (self.root / "events.toml").write_text(toml)
        return subprocess.run(
            [sys.executable, GENERATOR, command, self.root / "events.toml", self.root / target, *rooms],
            capture_output=True, text=True, check=False)

    def refuses(self, toml, what):
        result = self.run_on(toml)
        self.assertEqual(result.returncode, 1)
        self.assertIn(what, result.stderr)

    def test_makes_a_struct_with_a_typed_member_for_each_parameter(self):
        self.assertEqual(self.run_on(GOOD).returncode, 0)
        header = (self.root / "out" / "hal_events.h").read_text()
        self.assertIn("enum class LostWhy : std::uint8_t { kUnplugged, kStalled };", header)
        self.assertIn("std::int64_t tries;", header)

    def test_makes_an_empty_header_for_a_room_without_events(self):
        self.assertEqual(self.run_on(GOOD, rooms=("hal", "keys")).returncode, 0)
        self.assertNotIn("struct", (self.root / "out" / "keys_events.h").read_text())

    def test_refuses_free_text_as_a_parameter(self):
        for kind in ("string", "text", "name"):
            self.refuses(GOOD.replace('"number"', f'"{kind}"'), f"unknown type '{kind}'")

    def test_refuses_an_unknown_priority(self):
        self.refuses(GOOD.replace('"error"', '"fatal"'), "[hal.lost]: priority is one of")

    def test_refuses_an_error_that_says_no_action(self):
        self.refuses(GOOD.replace('action = "Plug it in."', ""), "says an action")

    def test_refuses_an_unknown_room_and_an_unknown_key(self):
        self.refuses(GOOD.replace("hal.", "attic."), "no such room: attic")
        self.refuses(GOOD + 'colour = "red"\n', "allowed keys are")

    def test_finds_a_page_that_is_out_of_date(self):
        self.assertEqual(self.run_on(GOOD, "page", "events.md", ()).returncode, 0)
        self.assertEqual(self.run_on(GOOD, "check", "events.md", ()).returncode, 0)
        changed = self.run_on(GOOD.replace("gone", "lost"), "check", "events.md", ())
        self.assertEqual(changed.returncode, 1)
        self.assertIn("ninja events_page", changed.stderr)


if __name__ == "__main__":
    unittest.main()
