#!/usr/bin/env python3
"""The command line as people and programs use it, from keys to verdicts. usage: command_line_test.py BIN_DIR"""
import datetime
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import forge  # noqa: E402
import sealing  # noqa: E402

HOUSE = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = HOUSE / "tools" / "clearway" / "examples"
BIN = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else HOUSE / "build" / "release" / "bin"


def run(*arguments, stdin=""):
    return subprocess.run([BIN / "clearway", *map(str, arguments)], input=stdin, capture_output=True, text=True,
                          check=False, timeout=60)


def check_digit(text):
    values = [0 if letter == "<" else int(letter, 36) for letter in text]
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def zone(surname, given, number, birth_date, sex):
    """The two lines of a Chinese passport (ICAO Doc 9303-4) that holds until 2036."""
    first = f"P<CHN{surname}<<{given}".ljust(44, "<")
    number, birth_date, expiry = (text + check_digit(text) for text in (number.ljust(9, "<"), birth_date, "360101"))
    optional = "<" * 14 + "0"
    composite = check_digit(number + birth_date + expiry + optional)
    return [first, f"{number}CHN{birth_date}{sex}{expiry}{optional}{composite}"]


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="clearway-cli-")
        cls.demo = pathlib.Path(cls.folder.name) / "demo"
        made = run("keys", "demo", "--out", cls.demo)
        assert made.returncode == 0, made.stderr
        cls.text = {}
        for name in ("eu-dcc", "travel-health", "declaration"):
            issued = run("issue", EXAMPLES / f"{name}.json", "--issuer", cls.demo / "issuer" / f"{name}.key")
            assert issued.returncode == 0, issued.stderr
            cls.text[name] = issued.stdout.strip()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def verify(self, *arguments, stdin=""):
        return run("verify", "--trust", self.demo / "trust", "--demo", *arguments, stdin=stdin)

    def assert_answer(self, result, answer, code, reason=None):
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        verdict = json.loads(result.stdout)
        self.assertEqual(verdict["answer"], answer)
        if reason:
            self.assertEqual(verdict["reasons"][0]["code"], reason)
        return verdict

    def test_accepts_what_it_issued_and_says_that_demo_keys_prove_nothing(self):
        for text in self.text.values():
            verdict = self.assert_answer(self.verify("--json", text), "accepted", 0)
            self.assertTrue(verdict["demo"])
            self.assertIn("DEMONSTRATION", self.verify(text).stdout)

    def test_compares_with_the_passport(self):
        text = self.text["travel-health"]
        own = zone("WANG", "XIAO<MING", "E00000000", "880314", "M")
        other = zone("LIU", "XIANGYU", "E00000018", "850302", "F")
        verdict = self.assert_answer(self.verify("--json", text, "--mrz", *own), "accepted", 0)
        self.assertEqual((verdict["identity"]["answer"], verdict["identity"]["compared_with"]), ("same", "passport"))
        verdict = self.assert_answer(self.verify("--json", "--mrz", *other, text), "refused", 1, "other-person")
        self.assertEqual(verdict["identity"]["answer"], "different")
        misread = [own[0], own[1][:-1] + ("0" if own[1][-1] != "0" else "1")]
        self.assertEqual(self.verify("--mrz", *misread, text).returncode, 2)
        self.assertEqual(self.verify("--mrz", "P<UTO", text).returncode, 2)

    def test_tells_when_certificates_are_not_one_persons(self):
        verdict = self.assert_answer(self.verify("--json", *self.text.values()), "refused", 1, "other-person")
        self.assertEqual(verdict["identity"]["compared_with"], "each-other")
        for text in self.text.values():
            self.assertIsNone(json.loads(self.verify("--json", text).stdout)["identity"])

    def test_shows_a_post_what_it_may_see(self):
        def fields(*arguments):
            result = run("inspect", "--json", *arguments, self.text["travel-health"])
            sections = json.loads(result.stdout)["certificate"]["sections"]
            return {field["id"] for section in sections for field in section["fields"]}
        everything = fields()
        self.assertIn("test.result", everything)
        self.assertEqual(fields("--post", "self-check"), everything)
        boarding = fields("--post", "boarding")
        self.assertIn("holder.birth_date", boarding)
        self.assertFalse({field for field in boarding if field.startswith(("test.", "vaccination.", "record."))})
        self.assertLessEqual(fields("--post", "nobody-knows"), boarding)
        text = self.verify("--post", "boarding", self.text["travel-health"]).stdout
        self.assertNotIn("Nucleic acid", text)

    def test_takes_texts_from_stdin_and_from_files(self):
        path = pathlib.Path(self.folder.name) / "certificate.txt"
        path.write_text(self.text["eu-dcc"] + "\n", encoding="ascii")
        self.assert_answer(self.verify("--json", path), "accepted", 0)
        self.assert_answer(self.verify("--json", "-", stdin=self.text["eu-dcc"] + "\r\n"), "accepted", 0)

    def test_refuses_forged_certificates(self):
        for text in self.text.values():
            self.assert_answer(self.verify("--json", forge.forge_signature(text)), "refused", 1, "bad-signature")
        renamed = forge.forge_text(self.text["travel-health"], "XIAOMING", "XIAOHONG")
        self.assert_answer(self.verify("--json", renamed), "refused", 1, "bad-signature")

    def test_refuses_expired_certificates_and_those_of_the_future(self):
        text = self.text["eu-dcc"]
        self.assert_answer(self.verify("--json", "--clock", "2100-01-01T00:00:00Z", text), "refused", 1, "expired")
        self.assert_answer(self.verify("--json", "--clock", "2020-01-01T00:00:00Z", text), "refused", 1,
                           "not-yet-valid")

    def test_calls_an_unknown_issuer_undetermined_and_never_forged(self):
        issued = run("issue", EXAMPLES / "eu-dcc.json", "--issuer", self.demo / "issuer" / "unknown.key")
        self.assert_answer(self.verify("--json", issued.stdout.strip()), "undetermined", 3, "unknown-signer")

    def test_weighs_several_certificates_of_one_person_together(self):
        certificate = json.loads((EXAMPLES / "eu-dcc.json").read_text(encoding="utf-8"))
        certificate["holder"] = {"surname": "Wang", "given_names": "Xiao Ming", "birth_date": "1988-03-14"}
        issued = run("issue", "-", "--issuer", self.demo / "issuer" / "eu-dcc.key", stdin=json.dumps(certificate))
        eu_dcc = issued.stdout.strip()
        both = self.verify("--json", eu_dcc, self.text["travel-health"])
        verdict = self.assert_answer(both, "accepted", 0)
        self.assertEqual(len(verdict["readings"]), 2)
        self.assertEqual(verdict["identity"]["answer"], "same")
        one_bad = self.verify("--json", eu_dcc, forge.forge_signature(self.text["travel-health"]))
        self.assert_answer(one_bad, "refused", 1, "bad-signature")

    def test_asks_for_what_a_declaration_lacks(self):
        example = json.loads((EXAMPLES / "declaration.json").read_text(encoding="utf-8"))
        for status, answer, code in (("submitted", "incomplete", 3), ("more-needed", "incomplete", 3),
                                     ("cancelled", "refused", 1)):
            example["records"][0]["status"] = status
            issued = run("issue", "-", "--issuer", self.demo / "issuer" / "declaration.key", stdin=json.dumps(example))
            self.assert_answer(self.verify("--json", issued.stdout.strip()), answer, code, f"declaration-{status}")

    def seal(self, folder, kind):
        """A kiosk with a group's key, and a certificate sealed for that group."""
        kiosk = sealing.Kiosk(BIN / "clearway", folder)
        issued = run("issue", EXAMPLES / "travel-health.json", "--issuer", self.demo / "issuer" / "travel-health.key",
                     "--seal-for", kiosk.new_group(kind))
        self.assertEqual(issued.returncode, 0, issued.stderr)
        return issued.stdout.strip(), kiosk.options

    def test_opens_what_was_sealed_for_this_kiosk_and_leaves_the_rest_to_staff(self):
        for kind in ("corridor", "p256", "sm2"):
            with tempfile.TemporaryDirectory(prefix="clearway-seal-") as name:
                folder = pathlib.Path(name)
                text, keys = self.seal(folder, kind)
                self.assert_answer(self.verify("--json", *keys, text), "accepted", 0)
                self.assertIn("XA-XB, epoch 7", run("inspect", *keys, text).stdout)
                self.assert_answer(self.verify("--json", text), "undetermined", 3, "sealed")
                altered = text[:-4] + ("A" if text[-4] != "A" else "B") + text[-3:]
                self.assert_answer(self.verify("--json", *keys, altered), "refused", 1, "malformed")
                for private in ("device.key", "XA-XB.key"):
                    self.assertEqual(stat.S_IMODE((folder / private).stat().st_mode), 0o600)

    def test_says_what_is_no_certificate(self):
        result = self.verify("--json", "https://example.org/menu")
        self.assert_answer(result, "refused", 1, "not-a-certificate")

    def test_trusts_demonstration_keys_only_when_it_is_told_to(self):
        result = run("verify", "--trust", self.demo / "trust", self.text["eu-dcc"])
        self.assertEqual(result.returncode, 2)
        self.assertIn("--demo", result.stderr)

    def test_batch_answers_in_order_and_material_stays_with_its_case(self):
        signer = "".join((self.demo / "trust" / "demo-eu-dcc.pem").read_text().split("\n")[1:-2])
        good = self.text["eu-dcc"]
        cases = [{"id": 1, "payload": good},
                 {"id": "two", "payload": good, "signers": [signer]},
                 {"id": 3, "payload": [good], "signers": []},
                 {"id": 4, "payload": good, "signers": [signer], "clock": "2100-01-01T00:00:00Z"},
                 {"id": 5, "payload": "hello", "signers": [signer]}]
        lines = "".join(json.dumps(case) + "\n" for case in cases)
        result = run("verify", "--batch", "--demo", stdin=lines)
        self.assertEqual(result.returncode, 0, result.stderr)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [1, "two", 3, 4, 5])
        self.assertEqual([answer["cause"] for answer in answers],
                         ["unknown-signer", None, "unknown-signer", "expired", "malformed"])
        self.assertEqual(answers[1], {"id": "two", "outcome": "valid", "cause": None, "format": "eu-dcc",
                                      "issuer": "XX", "kinds": ["vaccination"], "doubts": []})
        self.assertIsNone(answers[4]["format"])

    def test_batch_gives_each_case_the_very_id_it_came_with(self):
        ids = [0, -1, 18446744073709551615, 0.5, "\u738b \"\\\u0000", ["a", {"b": None}], True, None]
        result = run("verify", "--batch", stdin="".join(json.dumps({"id": id, "payload": "x"}) + "\n" for id in ids))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([json.loads(line)["id"] for line in result.stdout.splitlines()], ids)

    def test_batch_takes_base64_in_lines_and_a_clock_that_is_a_day(self):
        lines = (self.demo / "trust" / "demo-eu-dcc.pem").read_text(encoding="ascii").split("\n")[1:-2]
        case = {"id": 1, "payload": self.text["eu-dcc"], "signers": [" \t\r\n".join([*lines, ""])]}
        day = datetime.timedelta(days=1)
        noon = datetime.datetime.now(datetime.timezone.utc).replace(hour=12, minute=0, second=0) - 3 * day
        case["payload"] = run("issue", EXAMPLES / "eu-dcc.json", "--issuer", self.demo / "issuer" / "eu-dcc.key",
                              "--clock", f"{noon:%Y-%m-%dT%H:%M:%SZ}").stdout.strip()
        for moment, cause in ((noon, "not-yet-valid"), (noon + day, None), (noon + 9999 * day, "expired")):
            result = run("verify", "--batch", "--demo", stdin=json.dumps(case | {"clock": f"{moment:%Y-%m-%d}"}))
            self.assertEqual(json.loads(result.stdout)["cause"], cause, moment)

    def test_never_prints_what_a_certificate_that_failed_says(self):
        example = json.loads((EXAMPLES / "travel-health.json").read_text(encoding="utf-8"))
        example["holder"]["surname"] = example["serial"] = "CANARY"
        sound = run("issue", "-", "--issuer", self.demo / "issuer" / "travel-health.key",
                    stdin=json.dumps(example)).stdout.strip()
        self.assertTrue(sound.startswith("TH1:"))
        seal = '{"data":{"hdr":{"t":"icao.vacc"},"msg":"CANARY"},"sig":{"alg":"CANARY"}}'
        damaged = [sound[:-1], sound[:40], sound + sound, "TH1:CANARY", "HC1:CANARY", "shc:/CANARY", "PK\x03\x04CANARY",
                   "CANARY", seal, seal[:-1], seal + "CANARY", seal.replace("alg", "sigvl")]
        for text in damaged:
            for arguments in (("verify",), ("verify", "--json"), ("inspect",)):
                result = run(*arguments, text)
                self.assertNotEqual(result.returncode, 0, text)
                self.assertNotIn("CANARY", result.stdout + result.stderr, (arguments, text))
        cases = [json.dumps({"id": number, "payload": text}) for number, text in enumerate([sound, *damaged])]
        cases += ['{"id": 1, "payload": "CANARY', '{"payload": {"CANARY": 1}}', '"CANARY"',
                  '{"payload": "x", "clock": "CANARY"}', '{"payload": ["shc:/1/2/CANARY", "CANARY"]}',
                  '{"payload": "x", "signers": ["CANARY"], "jwks": {"https://x.example": {"keys": ["CANARY"]}}}']
        result = self.verify("--batch", stdin="".join(case + "\n" for case in cases))
        self.assertEqual(len(result.stdout.splitlines()), len(cases))
        self.assertNotIn("CANARY", result.stdout + result.stderr)

    def test_batch_goes_on_behind_a_case_that_is_too_much(self):
        deep, many, long = "[" * 300_000 + "]" * 300_000, "[" + "{}," * 300_000 + "{}]", json.dumps("x" * (16 << 20))
        for member in ("id", "payload", "jwks", "shc_crls"):
            for value, said in ((deep, "too deep"), (many, "too many"), (long, "longer than 16 MiB")):
                result = run("verify", "--batch", stdin=f'{{"{member}": {value}}}\n{{"id": 2, "payload": "[[]]"}}\n')
                self.assertEqual([json.loads(line).get("id") for line in result.stdout.splitlines()], [None, 2], member)
                self.assertIn(said, result.stderr)

    def test_reads_a_text_file_whatever_wrote_it(self):
        file = pathlib.Path(self.folder.name) / "windows.txt"
        file.write_text("\ufeff" + self.text["eu-dcc"] + "\r\n", encoding="utf-8")
        self.assert_answer(self.verify("--json", file), "accepted", 0)

    def test_batch_has_a_line_for_a_case_that_is_none(self):
        cases = ['{"id": 1}', "not json", '{"id": 2, "payload": "x"}', '{"id": "c", "payload": "x", "clock": "2021-13-01"}', "[]"]
        result = run("verify", "--batch", stdin="\n".join(cases))
        self.assertEqual(result.returncode, 2)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([(answer["id"], "error" in answer) for answer in answers],
                         [(1, True), (None, True), (2, False), ("c", True), (None, True)])
        self.assertIn("line 2", result.stderr)

    def test_batch_doubts_a_case_with_a_revocation_that_cannot_be_read(self):
        listed = "https://x.example"
        for member, doubts in (({}, []), ({"crls": []}, []), ({"crls": ["AAAA"]}, ["revocation-unknown"]),
                               ({"crls": [7]}, ["revocation-unknown"]), ({"crls": "AAAA"}, ["revocation-unknown"]),
                               ({"shc_crls": [{"kid": "k", "rids": ["a"]}]}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: {"kid": "k", "rids": ["a"]}}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"kid": "k"}]}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"kid": "k", "rids": "a"}]}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"kid": "k", "rids": ["a.soon"]}]}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"rids": ["a"]}]}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"kid": "k", "rids": [1]}]}}, ["revocation-unknown"]),
                               ({"shc_crls": {listed: [{"kid": "k", "rids": ["a"]}]}}, [])):
            case = {"id": 7, "payload": self.text["eu-dcc"], **member}
            answer = json.loads(self.verify("--batch", stdin=json.dumps(case)).stdout)
            self.assertEqual((answer["outcome"], answer["doubts"]), ("valid", doubts), member)

    def test_inspect_says_plainly_that_nothing_is_verified(self):
        result = run("inspect", self.text["travel-health"])
        self.assertEqual(result.returncode, 0)
        self.assertIn("NOTHING IS VERIFIED", result.stdout)
        self.assertIn("王小明", result.stdout)
        checked = run("inspect", "--trust", self.demo / "trust", "--demo", self.text["travel-health"])
        self.assertTrue(checked.stdout.startswith("VERIFIED"))
        forged = forge.forge_signature(self.text["travel-health"])
        checked = run("inspect", "--trust", self.demo / "trust", "--demo", forged)
        self.assertTrue(checked.stdout.startswith("NOT VERIFIED"))

    def test_a_field_is_signed_only_where_the_signature_holds(self):
        text = self.text["travel-health"]
        renamed = forge.forge_text(text, "XIAOMING", "XIAOHONG")
        signed = {}
        for name, result in (("good", self.verify("--json", text)), ("forged", self.verify("--json", renamed)),
                             ("nobody trusted", run("inspect", "--json", text))):
            shown = json.loads(result.stdout)
            [reading] = shown.get("readings", [shown])
            signed[name] = {field["signed"] for section in reading["certificate"]["sections"] for field in section["fields"]}
        self.assertEqual(signed, {"good": {True}, "forged": {False}, "nobody trusted": {False}})

    def test_takes_a_seal_in_a_list_for_one_code(self):
        seal = '[{"data":{"hdr":{"is":"UTO"},"msg":{"pid":{"n":"CANARY DOE"}}},"sig":{"alg":"ES256"}}]'
        verdict = self.assert_answer(self.verify("--json", seal), "refused", 1)
        self.assertEqual([reading["format"] for reading in verdict["readings"]], ["vds-nc"])
        self.assertEqual(json.loads(run("inspect", "--json", seal).stdout)["format"], "vds-nc")
        for words in ((seal,), ("issue", seal), ("verify", "--clock", seal), ("keys", "show", seal), ("trust", "show", seal[1:-1])):
            result = run(*words)
            self.assertNotEqual(result.returncode, 0)
            self.assertNotIn("CANARY", result.stdout + result.stderr, words)

    def test_says_when_its_output_cannot_be_written(self):
        key = self.demo / "issuer" / "eu-dcc.key"
        text = self.text["eu-dcc"]
        many = [self.demo / "trust" / "demo-eu-dcc.pem"] * 400  # more than is kept back before it is written
        with open("/dev/full", "w", encoding="ascii") as full:
            for words in (("issue", EXAMPLES / "eu-dcc.json", "--issuer", key), ("inspect", text), ("keys", "show", *many),
                          ("verify", "--trust", self.demo / "trust", "--demo", text), ("verify", "--batch"), ("--help",)):
                result = subprocess.run([BIN / "clearway", *map(str, words)], input=json.dumps({"id": 1, "payload": text}),
                                        stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
                self.assertEqual(result.returncode, 2, words)
                self.assertIn("standard output", result.stderr, words)
            for words, trouble in ((("badge", "--help"), 3), (("vault", "--help"), 1), (("scan", "--help"), 2),
                                   (("print", "--help"), 3), (("printer", "--help"), 3)):
                result = subprocess.run([BIN / "clearway", *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
                self.assertEqual(result.returncode, trouble, words)
                self.assertIn("standard output", result.stderr, words)

    def test_reads_no_input_without_end(self):
        pipe = pathlib.Path(self.folder.name) / "pipe"
        os.mkfifo(pipe)
        key = self.demo / "issuer" / "eu-dcc.key"
        for words in (("issue", "/dev/zero", "--issuer", key), ("issue", pipe, "--issuer", key),
                      ("revoke", "show", pipe), ("revoke", "check", pipe)):
            result = run(*words)
            self.assertEqual(result.returncode, 2, words)
            self.assertIn("no plain file", result.stderr, words)
        with open("/dev/zero", "rb") as zeros:
            result = subprocess.run([BIN / "clearway", "issue", "-", "--issuer", key], stdin=zeros, capture_output=True,
                                    text=True, check=False, timeout=60)
        self.assertEqual(result.returncode, 2)
        self.assertIn("longer than", result.stderr)

    def test_a_file_that_is_missing_is_no_answer_about_it(self):
        for words in (("revoke", "check", "missing"), ("revoke", "show", "missing"), ("revoke", "check", self.folder.name),
                      ("trust", "check", "--root", self.demo, "missing"), ("trust", "show", "missing"),
                      ("issue", "missing", "--issuer", "missing"), ("keys", "show", "missing")):
            self.assertEqual(run(*words).returncode, 2, words)
        damaged = pathlib.Path(self.folder.name) / "damaged"
        damaged.write_bytes(bytes(4096))
        self.assertEqual(run("revoke", "check", damaged).returncode, 1)

    def test_destroys_no_file_that_it_was_given_to_read(self):
        folder = pathlib.Path(self.folder.name) / "same"
        folder.mkdir()
        kiosk = sealing.Kiosk(BIN / "clearway", folder)
        seal_for = kiosk.new_group("p256")
        for words in (("keys", "issuer", "--name", "A", "--country", "XX", "--for", "travel-health", "--out", folder / "a"),
                      ("keys", "root", "--out", folder / "root"),
                      ("trust", "build", "--signers", folder / "a.pem", "--sequence", "1", "--out", folder / "content")):
            self.assertEqual(run(*words).returncode, 0, words)
        example = folder / "example.json"
        example.write_bytes((EXAMPLES / "travel-health.json").read_bytes())
        (folder / "link").symlink_to(folder / "a.key")
        issue = ("issue", example, "--issuer", folder / "a.key", "--seal-for", seal_for, "--out")
        sign = ("trust", "sign", folder / "content", "--root", folder / "root.key", "--out")
        seal = ("keys", "reader", "seal", folder / "XA-XB.key", "--device", folder / "device.pub", "--out")
        for words, out in ((issue, "a.key"), (issue, "link"), (issue, "example.json"), (issue, seal_for.name), (sign, "root.key"),
                           (seal, "XA-XB.key"), (seal, "device.pub")):
            before = (folder / out).read_bytes()
            refused = run(*words, folder / out)
            self.assertEqual(refused.returncode, 2, (words, out))
            self.assertIn("name another", refused.stderr)
            self.assertEqual((folder / out).read_bytes(), before)
        build = ("trust", "build", "--signers", folder / "a.pem", "--sequence", "1", "--out")
        for option in ("--limits", "--revocations"):
            read = folder / "read"
            read.write_text("[]", encoding="ascii")
            self.assertIn("name another", run(*build, read, option, read).stderr)
            self.assertEqual(read.read_text(encoding="ascii"), "[]")
        draft = folder / "out.new"  # where the result is written first
        for words, source in ((issue, "a.key"), (issue, "example.json"), (sign, "root.key"), (seal, "device.pub"), (build, "a.pem")):
            draft.write_bytes((folder / source).read_bytes())
            draft.chmod(0o600)
            refused = run(*(draft if word == folder / source else word for word in words), folder / "out")
            self.assertEqual(refused.returncode, 2, (words, source))
            self.assertIn("name another", refused.stderr)
            self.assertEqual(draft.read_bytes(), (folder / source).read_bytes())
        draft.unlink()
        for words, out in ((issue, "certificate"), (sign, "bundle"), (seal, "delivered")):
            self.assertEqual(run(*words, folder / out).returncode, 0, words)

    def test_makes_a_picture_and_a_page_of_what_it_issued_as_its_help_says(self):
        folder = pathlib.Path(self.folder.name) / "pictures"
        folder.mkdir()
        (folder / "certificate.json").write_bytes((EXAMPLES / "eu-dcc.json").read_bytes())
        (folder / "ministry.key").symlink_to(self.demo / "issuer" / "eu-dcc.key")
        examples = [line for line in run("issue", "--help").stdout.splitlines() if line.startswith("  clearway ")]
        self.assertEqual(len(examples), 2)
        for line in examples:
            subprocess.run(line.replace("  clearway", f"'{BIN}/clearway'"), shell=True, cwd=folder, check=True,
                           capture_output=True, timeout=60)
        self.assertTrue((folder / "code.png").read_bytes().startswith(b"\x89PNG"))
        self.assertTrue((folder / "page.pdf").read_bytes().startswith(b"%PDF"))
        self.assert_answer(self.verify("--json", folder / "code.png"), "accepted", 0)

    def test_what_it_issued_is_for_its_owner_and_replaced_whole_or_not_at_all(self):
        folder = pathlib.Path(self.folder.name) / "whole"
        out = folder / "certificate.txt"
        words = ("issue", EXAMPLES / "eu-dcc.json", "--issuer", self.demo / "issuer" / "eu-dcc.key", "--out", out)
        folder.mkdir()
        out.write_text("an earlier one", encoding="ascii")
        in_the_way = folder / "certificate.txt.new" / "in the way"
        in_the_way.mkdir(parents=True)
        self.assertEqual(run(*words).returncode, 2)
        self.assertEqual(out.read_text(encoding="ascii"), "an earlier one")
        in_the_way.rmdir()
        in_the_way.parent.rmdir()
        self.assertEqual(run(*words).returncode, 0)
        self.assertTrue(out.read_text(encoding="ascii").startswith("HC1:"))
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)

    PAIRS = {("keys", "root"): "pub", ("keys", "device"): "pub", ("badge", "key"): "pub",
             ("keys", "issuer", "--name", "A", "--country", "XX"): "pem",
             ("keys", "reader", "new", "--group", "XA-XB", "--epoch", "1"): "pub"}

    def test_makes_no_key_where_either_of_its_files_is(self):
        for number, (words, ending) in enumerate(self.PAIRS.items()):
            out = pathlib.Path(self.folder.name) / f"taken-{number}"
            key, half = out.with_suffix(".key"), out.with_suffix("." + ending)
            aim = out.with_suffix(".aim")
            aim.write_text("mine", encoding="ascii")
            half.symlink_to(aim)
            refused = run(*words, "--out", out)
            self.assertIn(refused.returncode, (2, 3), words)
            self.assertIn("exists", refused.stderr)
            self.assertEqual((key.exists(), aim.read_text(encoding="ascii")), (False, "mine"), words)
            half.unlink()
            self.assertEqual(run(*words, "--out", out).returncode, 0, words)
            before = half.read_bytes()
            key.unlink()
            self.assertNotEqual(run(*words, "--out", out).returncode, 0, words)
            self.assertEqual((key.exists(), half.read_bytes()), (False, before), words)

    def test_leaves_no_key_without_its_other_half(self):
        for number, (words, ending) in enumerate(self.PAIRS.items()):
            folder = pathlib.Path(self.folder.name) / f"halves-{number}"
            draft = folder / f"x.{ending}.new" / "in the way"  # of the second file
            draft.mkdir(parents=True)
            self.assertNotEqual(run(*words, "--out", folder / "x").returncode, 0, words)
            self.assertEqual([path.name for path in folder.iterdir()], [f"x.{ending}.new"])
            draft.rmdir()
            draft.parent.rmdir()
            self.assertEqual(run(*words, "--out", folder / "x").returncode, 0, words)

    def test_gives_files_their_modes_whatever_the_umask(self):
        for mask in (0, 0o077):
            folder = pathlib.Path(self.folder.name) / f"masked-{mask}"
            commands = [(*words, "--out", folder / f"{number}") for number, words in enumerate(self.PAIRS)]
            commands.append(("revoke", "build", "--covers", "eu:AAECAwQFBgc=", "--out", folder / "revocations"))
            for words in (("keys", "demo", "--out", folder), *commands):
                subprocess.run([BIN / "clearway", *map(str, words)], check=True, capture_output=True, umask=mask)
            for path in (folder, *folder.rglob("*")):
                mode = 0o755 if path.is_dir() else 0o600 if path.suffix == ".key" else 0o444 if path.name == "revocations" else 0o644
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode, path)

    def test_no_name_in_a_certificate_or_a_message_commands_the_terminal(self):
        out = pathlib.Path(self.folder.name) / "commanding"
        made = run("keys", "issuer", "--out", out, "--name", "A\x1b[2J\n\u009b\u202eB", "--country", "XX")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("A?[2J???B (XX)", run("keys", "show", f"{out}.pem").stdout)
        for words in (("keys", "show", "\x1b[2J\n\u202e.pem"), ("trust", "show", "\x1b]0;\n\u009b"), ("\x1b[2J",),
                      ("keys", "demo", "--out", out, "\x1b[2J\u202e")):
            said = run(*words).stderr
            self.assertFalse(set("\x1b\u009b\u202e") & set(said), said)
            self.assertIn("?", said)

    def test_keeps_private_keys_to_their_owner_and_never_overwrites_them(self):
        for key in (self.demo / "issuer").iterdir():
            self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        again = run("keys", "demo", "--out", self.demo)
        self.assertEqual(again.returncode, 2)
        self.assertIn("exists", again.stderr)
        show = run("keys", "show", self.demo / "issuer" / "eu-dcc.key")
        self.assertIn("DEMONSTRATION", show.stdout)
        self.assertNotIn("PRIVATE", show.stdout)

    def test_issues_nothing_that_a_verifier_would_refuse(self):
        wrong_key = run("issue", EXAMPLES / "eu-dcc.json", "--issuer", self.demo / "issuer" / "travel-health.key")
        self.assertEqual(wrong_key.returncode, 2)
        self.assertEqual(wrong_key.stdout, "")
        example = json.loads((EXAMPLES / "travel-health.json").read_text(encoding="utf-8"))
        key = self.demo / "issuer" / "travel-health.key"
        for change, named in (({"serial": ""}, "content.4"), ({"expires_at": "soon"}, "expires_at"),
                              ({"exipres_at": "+1d"}, "exipres_at"), ({"records": []}, "content.3"),
                              ({"format": "paper"}, "eu-dcc, travel-health")):
            result = run("issue", "-", "--issuer", key, stdin=json.dumps(example | change))
            self.assertEqual(result.returncode, 2, change)
            self.assertIn(named, result.stderr)

    def test_names_the_mistake_and_what_to_do(self):
        for arguments, words in (((), "subcommand"), (("verify",), "stdin"), (("bogus",), "bogus"),
                                 (("verify", "--clock", "noon", "x"), "2026-11-21T19:00:00Z"),
                                 (("verify", "--trust", "/nowhere", "x"), "create it"),
                                 (("verify", "missing.png"), "missing.png"),
                                 (("diagnose",), "not in this build")):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(words, result.stderr)
            self.assertEqual(result.stdout, "")

    def test_every_command_has_help(self):
        for command in ("", "verify", "inspect", "issue", "keys", "keys issuer", "keys demo", "keys show", "keys device",
                        "keys reader new", "keys reader seal", "keys reader show", "keys reader import", "rules",
                        "rules check", "rules test", "rules explain", "rules evaluate"):
            result = run(*command.split(), "--help")
            self.assertEqual(result.returncode, 0, command)
            self.assertIn("Usage", result.stdout)

    def test_answers_one_text_in_little_more_time_than_it_takes_to_start(self):
        def seconds(call):
            begin = time.monotonic()
            call()
            return time.monotonic() - begin
        self.assertEqual(self.verify(self.text["eu-dcc"]).returncode, 0)
        # In turns, and the quickest of each: the others are what the machine was busy with besides.
        pairs = [(seconds(lambda: self.verify(self.text["eu-dcc"])), seconds(lambda: run("--version")))
                 for _ in range(15)]
        answer, start = map(min, zip(*pairs))
        self.assertLess(answer, 3 * start)


if __name__ == "__main__":
    unittest.main(verbosity=2)
