"""The house stands as docs/architecture.md draws it: who may include whom, who links whom, and what no program may hold.

house_test.py LINKS.TXT BIN_FOLDER     (both from the build)
"""
import pathlib
import re
import subprocess
import sys
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Room: the rooms it may use, itself included. A path below a room is a room of its own where it has a line of its own;
# the longest line that fits a path counts.
MAY_USE = {
    "base/core": {"base/core"},
    "base/command_line": {"base/core", "base/command_line"},
    "base/encoding": {"base/core", "base/encoding"},
    "base/text": {"base/core", "base/text"},
    "keys": {"base", "keys"},
    "keys/issuing": {"base", "keys", "keys/issuing"},
    "hal": {"base", "hal"},
    "certificate": {"base", "keys", "certificate"},
    "certificate/issuing": {"base", "keys", "keys/issuing", "certificate", "certificate/issuing"},
    "camera": {"base", "hal", "camera"},
    "printer": {"base", "hal", "certificate", "printer"},
    "kiosk": {"base", "keys", "hal", "certificate", "camera", "printer", "kiosk", "kiosk/session", "kiosk/records",
              "kiosk/screens", "kiosk/staff", "kiosk/ui"},
    "kiosk/session": {"base", "keys", "hal", "certificate", "camera", "kiosk/session", "kiosk/records", "kiosk/staff"},
    "kiosk/records": {"base", "keys", "hal", "certificate", "kiosk/records", "kiosk/staff"},
    "kiosk/staff": {"base", "keys", "kiosk/staff"},
    "kiosk/screens": {"base", "keys", "hal", "certificate", "camera", "printer", "kiosk/screens", "kiosk/session",
                      "kiosk/ui"},
    "kiosk/ui": {"base", "kiosk/ui"},
    "tools": {"base", "keys", "keys/issuing", "hal", "certificate", "certificate/issuing", "camera", "printer",
              "kiosk", "kiosk/session", "kiosk/records", "kiosk/staff", "tools"},
}
# Session and screens are pure: what they include must be a value, not a device or a thread.
SESSION_INCLUDES = re.compile(r"base/core/|certificate/|camera/code\.h|hal/device_state\.h|events/words\.h|"
                              r"kiosk/session/|kiosk/records/audit_record\.h|kiosk/staff/(role|problem|staff_answer)\.h|"
                              r"base/encoding/mrz\.h|keys/pin\.h|kiosk/records/vault/document_key\.h")
# What a program must not be linked to, however indirectly.
FORBIDDEN_LIBRARIES = {
    "clearway": ("libopencv", "libgst", "libSDL", "libpango", "libcups", "libsqlite3", "libargon2"),  # cold start
    "clearway-reader": ("libcrypto", "libssl", "libcups", "libSDL",       # no keys, no network, no screen,
                        "libzbar", "libZXing"),                           # no decoder but our own
    "clearway-kiosk": ("libopencv", "libgst", "libzbar", "libZXing"),      # pictures are parsed in the reader alone
    "clearway-print": ("libopencv", "libgst", "libSDL"),
}
NEVER_IN_THE_KIOSK = {"keys_issuing", "certificate_issuing", "badge_issuing"}
GENERATED = re.compile(r"events/(\w+)\.h|build_moment\.h")
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def room_of(path):
    """The longest room that holds the path, or None outside all rooms (tests)."""
    fitting = [room for room in MAY_USE if path == room or path.startswith(room + "/")]
    return max(fitting, key=len, default=None)


def may_use(user, used):
    allowed = MAY_USE[user]
    return used in allowed or (used is not None and used.split("/")[0] == "base" and "base" in allowed)


def sources(*roots):
    for root in roots:
        for path in sorted((ROOT / root).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def rooms_sources():
    return sources(*sorted({room.split("/")[0] for room in MAY_USE}))


class Includes(unittest.TestCase):
    def test_go_only_where_the_directions_allow(self):
        seen = 0
        for path, text in rooms_sources():
            for included in INCLUDE.findall(text):
                seen += 1
                generated = GENERATED.fullmatch(included)
                if generated:
                    self.check_generated(path, generated)
                    continue
                with self.subTest(file=path, includes=included):
                    self.assertTrue((ROOT / included).is_file(), "paths are from the root")
                    self.assertTrue(may_use(room_of(path), room_of(included)), "against the directions of the house")
        self.assertGreater(seen, 100)

    def check_generated(self, path, generated):
        """A room logs its own events only; the shared words are everybody's."""
        header = generated.group(1)
        if header and header != "words":
            with self.subTest(file=path):
                self.assertEqual(header, path.split("/")[0] + "_events")

    def test_of_the_session_are_values_only(self):
        for path, text in sources("kiosk/session"):
            for included in INCLUDE.findall(text):
                with self.subTest(file=path, includes=included):
                    self.assertRegex(included, SESSION_INCLUDES)

    def test_of_clocks_stay_in_main_and_hal(self):
        """Everybody else is told the time."""
        reads = re.compile(r"(system_clock|steady_clock)::now\(|\bclock_gettime\(|\btime\(nullptr\)")
        for path, text in sources("base", "keys", "certificate", "printer", "kiosk/session", "kiosk/records",
                                  "kiosk/screens", "kiosk/sources", "kiosk/staff"):
            with self.subTest(file=path):
                self.assertIsNone(reads.search(text))

    def test_of_cli11_are_in_one_file(self):
        """It costs a compiler seconds wherever it is seen, and programs describe themselves without it."""
        holders = [path for path, text in sources("base", "keys", "certificate", "hal", "camera", "printer", "kiosk",
                                                  "tools", "tests") if "#include <CLI/" in text]
        self.assertEqual(holders, ["base/command_line/command_line.cpp"])


class Links(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder, cls.links = {}, {}
        for line in pathlib.Path(LINKS).read_text(encoding="utf-8").splitlines():
            target, folder, *links = line.split(";")
            cls.folder[target], cls.links[target] = folder, links

    def everything_behind(self, target):
        found, todo = set(), [target]
        while todo:
            for linked in self.links.get(todo.pop(), []):
                if linked in self.folder and linked not in found:
                    found.add(linked)
                    todo.append(linked)
        return found

    def test_go_only_where_the_directions_allow(self):
        seen = 0
        for target, links in self.links.items():
            user = room_of(self.folder[target])
            if user is None:
                continue
            for linked in links:
                if room_of(self.folder.get(linked, "")) is not None:
                    seen += 1
                    with self.subTest(target=target, links=linked):
                        self.assertTrue(may_use(user, room_of(self.folder[linked])))
        self.assertGreater(seen, 30)

    def test_camera_and_certificate_never_see_each_other(self):
        for target, folder in self.folder.items():
            behind = {room_of(self.folder[linked]) for linked in self.everything_behind(target)}
            with self.subTest(target=target):
                if room_of(folder) == "camera":
                    self.assertNotIn("certificate", behind)
                if room_of(folder) == "certificate":
                    self.assertNotIn("camera", behind)

    def test_no_issuing_code_is_in_the_kiosk(self):
        for target in self.folder:
            if room_of(self.folder[target]) in ("kiosk", "kiosk/session", "kiosk/screens", "kiosk/records", "kiosk/staff",
                                                "printer", "camera", "keys", "certificate"):
                with self.subTest(target=target):
                    self.assertEqual(self.everything_behind(target) & NEVER_IN_THE_KIOSK, set())


class Programs(unittest.TestCase):
    def test_hold_no_library_that_they_must_not(self):
        for program, forbidden in FORBIDDEN_LIBRARIES.items():
            path = pathlib.Path(BIN) / program
            if not path.exists():
                print(f"not built here, so not looked into: {program}")
                continue
            libraries = subprocess.run(["ldd", path], capture_output=True, text=True, check=True).stdout
            for name in forbidden:
                with self.subTest(program=program, library=name):
                    self.assertNotIn(name, libraries)


class Events(unittest.TestCase):
    def test_are_each_logged_somewhere(self):
        registry = tomllib.loads((ROOT / "base/core/events.toml").read_text(encoding="utf-8"))
        registry.pop("types")
        for room, events in registry.items():
            text = "".join(source for _, source in sources(room))
            for event in events:
                name = "".join(part.capitalize() for part in event.split("_"))
                with self.subTest(event=f"{room}.{event}"):
                    self.assertTrue(re.search(rf"events::{room}::{name}\b", text), "no source logs it")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    LINKS, BIN = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
