#!/usr/bin/env python3
"""The commands for what a kiosk keeps: clearway audit, vault and badge. usage: records_test.py BIN_DIR"""
import hashlib
import json
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

HOUSE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else HOUSE / "build" / "release" / "bin"


def run(*arguments):
    return subprocess.run([BIN / "clearway", *map(str, arguments)], capture_output=True, text=True, check=False,
                          timeout=60)


class Folder(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="clearway-records-")
        self.folder = pathlib.Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def assert_done(self, result, code=0):
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result.stdout


def audit_lines(*members):
    """Lines of an audit log, each chained to the one before."""
    lines, previous = [], "0" * 64
    for number, member in enumerate(members, 1):
        head = (f'{{"seq":{number},"prev":"{previous}","time":"2026-11-2{number}T09:00:00Z","trusted":true,'
                f'"kiosk":"gate-4",{member}')
        previous = hashlib.sha256(head.encode()).hexdigest()
        lines.append(f'{head},"hash":"{previous}"}}\n')
    return lines


class Audit(Folder):
    MEMBERS = ('"kind":"kiosk_started","demo":false',
               '"kind":"action_begun","action":1,"what":"reprint","badge":"0102030405060708","reason":"none"',
               '"kind":"kiosk_stopped"')

    def write(self, lines):
        (self.folder / "audit-000000000001-2026-11-21.jsonl").write_text("".join(lines), encoding="ascii")

    def test_verifies_a_sound_log_and_names_what_was_not_completed(self):
        self.write(audit_lines(*self.MEMBERS))
        report = json.loads(self.assert_done(run("audit", "verify", self.folder, "--json")))
        self.assertEqual((report["sound"], report["records"], report["actions"], report["not_completed"]),
                         (True, 3, 1, 1))
        self.assertIn("SOUND: 3 records", self.assert_done(run("audit", "verify", self.folder)))

    def test_finds_a_changed_line_and_a_cut_end(self):
        lines = audit_lines(*self.MEMBERS)
        self.write(lines)
        kept = json.loads(run("audit", "verify", self.folder, "--json").stdout)["last_hash"]
        self.assert_done(run("audit", "verify", self.folder, "--kept-hash", kept))
        self.write(lines[:2])
        self.assert_done(run("audit", "verify", self.folder))
        self.assertIn("kept hash", self.assert_done(run("audit", "verify", self.folder, "--kept-hash", kept), 1))
        self.write([lines[0], lines[1].replace("reprint", "retract"), lines[2]])
        self.assertIn("NOT SOUND", self.assert_done(run("audit", "verify", self.folder), 1))

    def test_exports_a_range_without_hashes_and_badges(self):
        self.write(audit_lines(*self.MEMBERS))
        out = self.folder / "export.jsonl"
        self.assert_done(run("audit", "export", self.folder, "--from", "2026-11-22T00:00:00Z", "--out", out))
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual([row["kind"] for row in rows], ["action_begun", "kiosk_stopped"])
        self.assertEqual(rows[0]["outcome"], "failed")
        self.assertFalse({"hash", "prev", "badge"} & set(rows[0]))
        self.assertIn("0102030405060708", self.assert_done(run("audit", "export", self.folder, "--badges")))
        table = self.assert_done(run("audit", "export", self.folder, "--format", "csv"))
        self.assertTrue(table.startswith("seq,time,trusted,kiosk,kind,details"))

    def test_says_what_it_cannot_do(self):
        self.assert_done(run("audit", "verify", self.folder / "absent"), 2)
        self.assert_done(run("audit", "export", self.folder, "--from", "yesterday"), 2)
        self.assert_done(run("audit"), 2)
        self.write(audit_lines(*self.MEMBERS))
        self.assert_done(run("audit", "export", self.folder, "--out", "/dev/full"), 2)


class Vault(Folder):
    def vault(self, command, *more):
        return run("vault", command, "--copies", self.folder / "copies", "--keys", self.folder / "keys", *more)

    def test_has_nothing_to_count_where_there_is_no_vault(self):
        self.assert_done(self.vault("stats"), 1)
        self.assertFalse((self.folder / "copies").exists())

    def test_counts_and_destroys(self):
        (self.folder / "copies").mkdir()
        (self.folder / "keys").mkdir()
        key = self.folder / "keys" / "day-20000.key"
        key.write_bytes(b"K" * 68)
        witness = self.folder / "witness"
        witness.hardlink_to(key)
        stats = json.loads(self.assert_done(self.vault("stats", "--json")))
        self.assertEqual(stats, {"copies": 0, "first_expiry": None, "last_expiry": None, "attempts_in_hour": 0,
                                 "day_keys": 1})
        self.assertIn("1 day keys destroyed", self.assert_done(self.vault("purge", "--all")))
        self.assertFalse(key.exists())
        self.assertNotIn(b"KKKK", witness.read_bytes())

    def test_leaves_no_number_pin_or_text_in_the_memory_of_a_program_that_used_it(self):
        for how, found in (("leave", ["text", "looked"]), (None, ["looked"])):
            folder = self.folder / f"memory-{how}"
            folder.mkdir()
            result = subprocess.run([BIN / "vault_memory", folder, *([how] if how else [])], capture_output=True,
                                    text=True, check=False, timeout=60)
            self.assertEqual(result.stdout.split(), found, result.stderr)

    def test_help_says_that_it_opens_nothing(self):
        self.assertIn("Nothing here can open one", self.assert_done(run("vault", "--help")))
        self.assert_done(run("vault", "open"), 2)


class Badge(Folder):
    CLOCK = ("--clock", "2026-11-21T09:00:00Z")

    def setUp(self):
        super().setUp()
        self.key = self.folder / "badges"
        self.assert_done(run("badge", "key", "--out", self.key))

    def issue(self, *arguments):
        return run("badge", "issue", "--key", f"{self.key}.key", *self.CLOCK, *arguments)

    def check(self, text, clock="2026-11-22T09:00:00Z", signer=None):
        return run("badge", "check", text, "--signer", signer or f"{self.key}.pub", "--clock", clock)

    def test_are_issued_and_checked(self):
        self.assertEqual(stat.S_IMODE(pathlib.Path(f"{self.key}.key").stat().st_mode), 0o600)
        for role in ("staff", "supervisor", "technician"):
            text = self.assert_done(self.issue(role, "--days", 7)).strip()
            self.assertIn(role, self.assert_done(self.check(text)))
            self.assertIn("expired", self.assert_done(self.check(text, "2026-11-29T09:00:00Z"), 1))

    def test_of_a_stranger_or_forged_are_refused(self):
        text = self.assert_done(self.issue("staff")).strip()
        stranger = self.folder / "stranger"
        self.assert_done(run("badge", "key", "--out", stranger, "--kind", "ed25519"))
        self.assertIn("unknown_signer", self.assert_done(self.check(text, signer=f"{stranger}.pub"), 1))
        forged = text[:-2] + ("00" if text[-2:] != "00" else "11")
        self.assertIn("REFUSED", self.assert_done(self.check(forged), 1))

    def test_are_pictures_that_a_kiosk_reads(self):
        picture = self.folder / "badge.png"
        text = self.assert_done(self.issue("staff", "--png", picture)).strip()
        self.assertEqual(stat.S_IMODE(picture.stat().st_mode), 0o600)
        codes = json.loads(self.assert_done(run("scan", "--json", picture)))["codes"]
        self.assertEqual([code["text"] for code in codes], [text])

    def test_keep_their_number_when_they_are_renewed(self):
        issued = self.issue("staff", "--id", "00112233445566ff")
        self.assertIn("00112233445566ff", issued.stderr)
        self.assertIn("00112233445566ff", self.assert_done(self.check(issued.stdout.strip())))
        self.assert_done(self.issue("staff", "--id", "0011"), 3)

    def test_hold_no_longer_than_a_quarter_and_have_a_known_role(self):
        self.assert_done(self.issue("staff", "--days", 93), 2)
        self.assert_done(self.issue("manager"), 2)

    def test_travel_in_the_trust_bundle(self):
        content, bundle = self.folder / "content", self.folder / "bundle"
        self.assert_done(run("keys", "root", "--out", self.folder / "root"))
        self.assert_done(run("trust", "build", "--sequence", 1, "--badge-signer", f"{self.key}.pub", "--revoke-badge",
                             "00112233445566ff", "--out", content))
        self.assert_done(run("trust", "sign", content, "--root", self.folder / "root.key", "--out", bundle))
        shown = json.loads(self.assert_done(run("trust", "show", bundle, "--json")))
        self.assertEqual(shown["revoked_badges"], ["00112233445566ff"])
        self.assertEqual(len(shown["badge_signers"]), 1)
        self.assert_done(run("trust", "build", "--sequence", 1, "--revoke-badge", "zz", "--out", content), 2)


class Secret(Folder):
    def test_is_made_once_for_its_owner_alone(self):
        file = self.folder / "secret"
        self.assert_done(run("keys", "secret", "--out", file))
        self.assertEqual((file.stat().st_size, stat.S_IMODE(file.stat().st_mode)), (32, 0o600))
        self.assert_done(run("keys", "secret", "--out", file), 2)


if __name__ == "__main__":
    unittest.main()
