"""The kiosk's systemd service: systemd itself accepts it, it is locked in, and it keeps what its comments promise."""
import configparser
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

UNIT = pathlib.Path(__file__).resolve().parents[2] / "image" / "clearway-kiosk.service"
PROGRAM = "/usr/bin/clearway-kiosk"


class Repeating(dict):
    """Unit files repeat keys; configparser hands every line over, and this keeps them all."""

    def __setitem__(self, key, value):
        if key in self and isinstance(value, list):
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def settings(section):
    parser = configparser.RawConfigParser(dict_type=Repeating, strict=False, delimiters=("=",), interpolation=None)
    parser.optionxform = str
    parser.read(UNIT)
    return {key: value.split("\n") for key, value in parser[section].items()}


class ServiceUnit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # Verified as installed, but for the place of the program: it need not be installed here.
        self.unit = pathlib.Path(folder.name) / UNIT.name
        self.unit.write_text(UNIT.read_text().replace(PROGRAM, sys.executable))

    def analyze(self, *arguments):
        return subprocess.run(["systemd-analyze", *arguments, self.unit], capture_output=True, text=True, check=False)

    def test_systemd_finds_nothing_wrong_with_it(self):
        result = self.analyze("verify")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn(UNIT.name, result.stderr)

    def test_a_mistake_would_be_found(self):
        self.unit.write_text(self.unit.read_text().replace("WatchdogSec=20", "WatchdogSec=soon"))
        self.assertIn("Failed to parse sec value", self.analyze("verify").stderr)

    def test_its_exposure_is_at_most_two_of_ten(self):
        result = self.analyze("security", "--offline=true", "--threshold=20", "--no-pager")
        self.assertEqual(result.returncode, 0, result.stdout[-300:] + result.stderr)

    def test_it_is_ready_and_watched_by_its_own_word_and_never_given_up(self):
        service = settings("Service")
        self.assertEqual(service["Type"], ["notify"])
        self.assertEqual(service["NotifyAccess"], ["main"])
        self.assertIn("WatchdogSec", service)
        self.assertEqual(service["Restart"], ["always"])
        self.assertEqual(settings("Unit")["StartLimitIntervalSec"], ["0"])

    def test_no_device_and_no_other_service_can_keep_it_from_starting(self):
        unit = settings("Unit")
        self.assertEqual({"Requires", "BindsTo", "Requisite", "After"} & set(unit), set())

    def test_nothing_of_a_traveller_reaches_a_dump_or_the_swap(self):
        service = settings("Service")
        self.assertEqual(service["LimitCORE"], ["0"])
        self.assertEqual(service["MemorySwapMax"], ["0"])
        self.assertEqual(service["WatchdogSignal"], ["SIGKILL"])

    def test_there_is_no_way_into_a_network(self):
        families = settings("Service")["RestrictAddressFamilies"][0].split()
        self.assertEqual(set(families), {"AF_UNIX", "AF_NETLINK"})

    def test_the_calls_that_the_programs_need_are_allowed(self):
        allowed = set()
        for line in settings("Service")["SystemCallFilter"]:
            calls = self.expand(line.removeprefix("~").split())
            allowed = allowed - calls if line.startswith("~") else allowed | calls
        for call in ("seccomp", "adjtimex", "clock_adjtime", "memfd_create", "prctl", "clone", "execve", "ioctl", "mprotect"):
            self.assertIn(call, allowed)
        for call in ("clock_settime", "mount", "ptrace", "reboot", "init_module", "setuid"):
            self.assertNotIn(call, allowed)

    def expand(self, names):
        calls = set()
        for name in names:
            if not name.startswith("@"):
                calls.add(name)
                continue
            listed = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", name], capture_output=True,
                                    text=True, check=True).stdout
            calls |= self.expand([line.strip() for line in listed.splitlines()[1:] if not line.strip().startswith("#")])
        return calls


if __name__ == "__main__":
    if shutil.which("systemd-analyze") is None:
        print("skipped: there is no systemd-analyze; tools/setup test installs it")
        sys.exit(77)
    unittest.main()
