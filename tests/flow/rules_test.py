#!/usr/bin/env python3
"""Verdicts under a destination's rules, on the command line. usage: rules_test.py BIN_DIR"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HOUSE = pathlib.Path(__file__).resolve().parents[2]
DEMO = HOUSE / "tools" / "demo"
BIN = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else HOUSE / "build" / "release" / "bin"


def run(*arguments, stdin=""):
    return subprocess.run([BIN / "clearway", *map(str, arguments)], input=stdin, capture_output=True, text=True,
                          check=False, timeout=60)


class Rules(unittest.TestCase):
    """The demonstration's rules: XD wants a vaccination and a nucleic acid test, or a recovery."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="clearway-rules-")
        cls.folder = pathlib.Path(cls.scratch.name)
        made = run("keys", "demo", "--out", cls.folder / "demo")
        assert made.returncode == 0, made.stderr
        vaccination = json.loads((DEMO / "certificates" / "2-eu-dcc.json").read_text(encoding="utf-8"))
        test = {"kind": "nucleic-acid-test", "disease": "840539006", "country": "DE", "issuer": "Institute",
                "id": "URN:UVCI:01DE/DEMO/0009#D", "result": "negative", "sampled_at": "-20h", "facility": "Airport"}
        cls.vaccination = cls.issue(vaccination)
        cls.test = cls.issue(vaccination | {"records": [test]})
        cls.positive = cls.issue(vaccination | {"records": [test | {"result": "positive"}]})

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def issue(cls, certificate):
        issued = run("issue", "-", "--issuer", cls.folder / "demo" / "issuer" / "eu-dcc.key",
                     stdin=json.dumps(certificate))
        assert issued.returncode == 0, issued.stderr
        return issued.stdout.strip()

    def verify(self, *codes, rules=DEMO / "rules", stdin=""):
        return run("verify", "--json", "--demo", "--trust", self.folder / "demo" / "trust", "--rules", rules, *codes,
                   stdin=stdin)

    def assert_answer(self, result, answer, code, reasons):
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        verdict = json.loads(result.stdout)
        self.assertEqual(verdict["answer"], answer)
        self.assertEqual([reason["code"] for reason in verdict["reasons"]], reasons)
        return verdict

    def rules_with(self, name, text):
        """The demonstration's rules and one more document."""
        folder = self.folder / self.id().rsplit(".", 1)[-1]
        shutil.copytree(DEMO / "rules", folder)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    def test_name_the_missing_proof_until_it_is_there(self):
        verdict = self.assert_answer(self.verify(self.vaccination), "incomplete", 3, ["PR-XD-0001.nucleic-acid-test"])
        self.assertIn("a nucleic acid test of the last 270 days", verdict["reasons"][0]["public"])
        self.assert_answer(self.verify(self.vaccination, self.test), "accepted", 0, [])

    def test_refuse_what_they_call_decisive(self):
        self.assert_answer(self.verify(self.vaccination, self.positive), "refused", 1, ["TR-XD-0001"])

    def test_speak_to_people_too(self):
        result = run("verify", "--demo", "--trust", self.folder / "demo" / "trust", "--rules", DEMO / "rules",
                     self.vaccination)
        self.assertTrue(result.stdout.startswith("INCOMPLETE"), result.stdout)
        self.assertIn("Please also show this: a nucleic acid test", result.stdout)

    def test_that_nobody_can_apply_are_named_and_accept_nobody(self):
        rule = json.loads((DEMO / "rules" / "XD" / "VR-XD-0001" / "rule.json").read_text(encoding="utf-8"))
        rule |= {"Identifier": "VR-XD-0002", "Logic": {"divide": [1, 0]}}
        folder = self.rules_with("unsound.json", json.dumps(rule))
        self.assert_answer(self.verify(self.vaccination, self.test, rules=folder), "undetermined", 3, ["VR-XD-0002"])
        checked = run("rules", "check", folder)
        self.assertEqual(checked.returncode, 1)
        self.assertIn('unsound.json: VR-XD-0002: Logic: unrecognised operator: "divide"', checked.stdout)

    def test_with_a_torn_file_among_them_accept_nobody(self):
        folder = self.rules_with("torn.json", '{"Identifier": "VR-')
        self.assert_answer(self.verify(self.vaccination, self.test, rules=folder), "undetermined", 3,
                           ["rule-unreadable"])

    def test_of_another_destination_say_nothing(self):
        self.assert_answer(self.verify("--destination", "XE", self.vaccination), "undetermined", 3, ["no-rules"])

    def test_give_every_case_of_a_batch_a_verdict(self):
        cases = [{"id": 1, "payload": self.vaccination}, {"id": 2, "payload": self.positive},
                 {"id": 3, "payload": self.vaccination, "destination": "XE"}, {"id": 4, "payload": "hello"}]
        result = self.verify("--batch", stdin="".join(json.dumps(case) + "\n" for case in cases))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([json.loads(line)["verdict"] for line in result.stdout.splitlines()],
                         ["incomplete", "refused", "undetermined", "refused"])

    def test_for_some_origins_are_not_skipped_where_the_origin_is_unknown(self):
        rule = json.loads((DEMO / "rules" / "XD" / "VR-XD-0001" / "rule.json").read_text(encoding="utf-8"))
        rule |= {"Identifier": "VR-XD-0002", "Logic": False, "Clearway": {"Origins": ["BR"], "Decisive": True}}
        folder = self.rules_with("origin.json", json.dumps(rule))
        codes = self.vaccination, self.test
        for origin in "BR", "br", "BRA":
            self.assert_answer(self.verify("--origin", origin, *codes, rules=folder), "refused", 1, ["VR-XD-0002"])
        self.assert_answer(self.verify("--origin", "IN", *codes, rules=folder), "accepted", 0, [])
        self.assert_answer(self.verify(*codes, rules=folder), "undetermined", 3, ["VR-XD-0002"])
        nowhere = self.verify("--origin", " BR", *codes, rules=folder)
        self.assertEqual(nowhere.returncode, 2)
        self.assertIn("no country has the code", nowhere.stderr)
        cases = [{"id": 1, "payload": self.vaccination, "origin": "bra"},
                 {"id": 2, "payload": self.vaccination, "origin": "nowhere"},
                 {"id": 3, "payload": self.vaccination, "origin": 7}]
        result = self.verify("--batch", rules=folder, stdin="".join(json.dumps(case) + "\n" for case in cases))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([answer.get("verdict") for answer in answers], ["refused", None, None])
        self.assertEqual([sorted(answer) for answer in answers[1:]], [["error", "id"]] * 2)

    def test_are_asked_for_where_a_journey_is_named(self):
        result = run("verify", "--destination", "XD", self.vaccination)
        self.assertEqual(result.returncode, 2)
        self.assertIn("--rules DIR", result.stderr)

    def test_bring_their_own_tests(self):
        good = run("rules", "test", DEMO / "rules")
        self.assertEqual(good.returncode, 0, good.stdout + good.stderr)
        self.assertIn("4 of 4 tests passed", good.stdout)
        folder = self.rules_with("XD/VR-XD-0001/tests/wrong.json",
                                 '{"payload": {"v": [{"dn": 1, "sd": 2}]}, "external": {}, "expected": true}')
        bad = run("rules", "test", folder)
        self.assertEqual(bad.returncode, 1)
        self.assertIn("wrong.json: wanted true, got false", bad.stdout)

    def test_are_explained_in_words_and_with_values(self):
        rule = DEMO / "rules" / "XD" / "VR-XD-0001"
        words = run("rules", "explain", rule / "rule.json").stdout
        self.assertIn("payload.v.0.dn is at least payload.v.0.sd", words)
        explained = run("rules", "explain", rule / "rule.json", "--input", rule / "tests" / "incomplete.json").stdout
        self.assertIn("payload.v.0.dn is at least payload.v.0.sd   = false", explained)


if __name__ == "__main__":
    unittest.main(verbosity=2)
