#!/usr/bin/env python3
"""Trust as an operator gives it to kiosks: root keys, bundles, a change of roots, revocations. usage: trust_test.py BIN_DIR"""
import base64
import datetime
import hashlib
import json
import pathlib
import stat
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import forge  # noqa: E402
from foreign_issuers import CardIssuer, DdccIssuer, SealIssuer, base64url, openssl  # noqa: E402

HOUSE = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = HOUSE / "tools" / "clearway" / "examples"
BIN = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else HOUSE / "build" / "release" / "bin"
UVCI = json.loads((EXAMPLES / "eu-dcc.json").read_text(encoding="utf-8"))["records"][0]["id"]


def short(data):
    return hashlib.sha256(data).digest()[:16]


def from_pem(text):
    return base64.b64decode("".join(line for line in text.splitlines() if not line.startswith("-")))


class Trust(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="clearway-trust-")
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)
        for root in ("root1", "root2"):
            self.good("keys", "root", "--out", self.at / root)
        for name, usage in (("eu", "eu-dcc"), ("travel", "travel-health")):
            self.good("keys", "issuer", "--out", self.at / name, "--name", name, "--country", "XX", "--for", usage)
        self.eu = self.issue("eu-dcc", "eu")
        self.travel = self.issue("travel-health", "travel")
        signer = from_pem((self.at / "eu.pem").read_text(encoding="ascii"))
        self.kid = base64.b64encode(hashlib.sha256(signer).digest()[:8]).decode()

    def clearway(self, *arguments):
        return subprocess.run([BIN / "clearway", *map(str, arguments)], capture_output=True, text=True, check=False,
                              timeout=60)

    def good(self, *arguments):
        done = self.clearway(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def bad(self, code, *arguments):
        """Ends with this status and a sentence on stderr, which comes back."""
        done = self.clearway(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertTrue(done.stderr.startswith("clearway: "), done.stderr)
        return done.stderr

    def issue(self, example, issuer):
        return self.good("issue", EXAMPLES / f"{example}.json", "--issuer", self.at / f"{issuer}.key").strip()

    def bundle(self, number, *build, roots=("root1",), signers=True):
        content, bundle = self.at / f"{number}.content", self.at / f"{number}.bundle"
        sources = ["--signers", self.at / "eu.pem", "--signers", self.at / "travel.pem"] if signers else []
        self.good("trust", "build", "--sequence", number, "--out", content, *sources, *build)
        keys = [argument for root in roots for argument in ("--root", self.at / f"{root}.key")]
        self.good("trust", "sign", content, *keys, "--out", bundle)
        return bundle

    def limits(self, *entries):
        path = self.at / "limits.json"
        path.write_text(json.dumps(entries), encoding="utf-8")
        return ["--limits", path]

    def verdict(self, text, *arguments, root="root1.pub"):
        done = self.clearway("verify", "--json", "--root", self.at / root, *arguments, text)
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, {"accepted": 0, "refused": 1}.get(answer["answer"], 3), done.stdout)
        return answer["reasons"][0]["code"] if answer["reasons"] else answer["answer"]

    def test_keys_are_for_their_owner_only_and_never_overwritten(self):
        key = self.at / "root1.key"
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        self.bad(2, "keys", "root", "--out", self.at / "root1")
        self.assertNotIn("PRIVATE", (self.at / "root1.pub").read_text(encoding="ascii"))
        key.chmod(0o644)
        self.good("trust", "build", "--sequence", 1, "--out", self.at / "c", "--signers", self.at / "eu.pem")
        self.assertIn("chmod 600", self.bad(2, "trust", "sign", self.at / "c", "--root", key, "--out", self.at / "b"))

    def test_a_bundle_is_believed_under_its_root_and_no_other(self):
        bundle = self.bundle(1)
        self.assertEqual(self.verdict(self.eu, "--trust", bundle), "accepted")
        self.assertEqual(self.verdict(self.travel, "--trust", bundle), "accepted")
        self.assertIn("root", self.bad(2, "verify", "--trust", bundle, "--root", self.at / "root2.pub", self.eu))
        self.assertIn("--root", self.bad(2, "verify", "--trust", bundle, "--root", self.at / "nowhere", self.eu))
        unsigned = self.bad(2, "verify", "--trust", self.at / "1.content", self.eu)
        self.assertNotIn("accepted", unsigned)
        damaged = self.at / "damaged.bundle"
        data = bytearray(bundle.read_bytes())
        data[200] ^= 1
        damaged.write_bytes(data)
        self.bad(2, "verify", "--trust", damaged, "--root", self.at / "root1.pub", self.eu)

    def test_check_says_what_a_kiosk_makes_of_it(self):
        bundle, root = self.bundle(1), ["--root", self.at / "root1.pub"]
        self.assertIn("USABLE: bundle 1", self.good("trust", "check", bundle, *root))
        wrong = self.clearway("trust", "check", bundle, "--root", self.at / "root2.pub")
        self.assertEqual((wrong.returncode, wrong.stdout.split(":")[0]), (1, "NOT USABLE"))
        late = self.clearway("trust", "check", bundle, *root, "--clock", "2100-01-01T00:00:00Z", "--json")
        self.assertEqual(late.returncode, 1)
        self.assertIn("expired", json.loads(late.stdout)["refused"])
        self.good("keys", "demo", "--out", self.at / "demo")
        demo = self.bundle(2, "--signers", self.at / "demo" / "trust")
        left = self.clearway("trust", "check", demo, *root)
        self.assertEqual(left.returncode, 3)
        made = len(list((self.at / "demo" / "trust").iterdir()))
        self.assertEqual(left.stdout.count("demonstration key"), made)

    def test_show_tells_people_and_programs_the_same(self):
        bundle = self.bundle(7, *self.limits({"country": "XX", "kinds": ["vaccination"]}))
        shown = json.loads(self.good("trust", "show", bundle, "--json"))
        self.assertEqual(shown["sequence"], 7)
        self.assertEqual([signer["name"] for signer in shown["signers"]], ["eu", "travel"])
        self.assertEqual(shown["signers"][0]["kinds"], ["vaccination"])
        text = self.good("trust", "show", bundle)
        for part in ("Trust bundle 7", shown["signed_by"][0], "only kinds: vaccination", "No signature was checked"):
            self.assertIn(part, text)

    def test_an_expired_bundle_leaves_every_answer_undetermined(self):
        bundle = self.bundle(1, "--days", 1, "--clock", "2026-01-01T00:00:00Z")
        self.assertEqual(self.verdict(self.eu, "--trust", bundle), "trust-outdated")

    def test_limits_hold(self):
        def under(*entries):
            return self.verdict(self.eu, "--trust", self.bundle(1, *self.limits(*entries)))
        self.assertEqual(under({"formats": ["eu-dcc"]}), "accepted")
        self.assertEqual(under({"formats": ["shc"]}), "key-usage")
        self.assertEqual(under({"kinds": ["test"]}), "key-usage")
        self.assertEqual(under({"countries": ["DE"]}), "key-usage")
        self.assertEqual(under({"country": "xx", "countries": ["XX"]}), "accepted")
        self.assertEqual(under({"issued_until": "2020-01-01T00:00:00Z"}), "expired")
        self.assertEqual(under({"issued_from": "2100-01-01T00:00:00Z"}), "not-yet-valid")
        path = self.limits({"contry": "XX"})
        self.assertIn("contry", self.bad(2, "trust", "build", "--sequence", 1, "--out", self.at / "x", "--signers",
                                         self.at / "eu.pem", *path))

    def test_a_bare_key_lifts_no_limit_of_its_certificate(self):
        public = subprocess.run(["openssl", "x509", "-in", self.at / "eu.pem", "-noout", "-pubkey"], check=True,
                                capture_output=True, text=True).stdout
        point = from_pem(public)[-64:]
        jwk = {"kty": "EC", "crv": "P-256", "x": base64url(point[:32]), "y": base64url(point[32:])}
        did = self.at / "did.json"
        did.write_text(json.dumps({"verificationMethod": [{
            "id": "did:web:x:DCC:XXA:DSC#" + urllib.parse.quote(self.kid, safe=""), "publicKeyJwk": jwk}]}),
            encoding="utf-8")
        strict = self.limits({"kid": self.kid, "kinds": ["test"], "revocation_required": True})
        for sources in ({}, {"signers": False}):
            bundle = self.bundle(1, "--did", did, *strict, **sources)
            self.assertEqual(self.verdict(self.eu, "--trust", bundle), "key-usage", sources)
            self.assertEqual(len(json.loads(self.good("trust", "show", bundle, "--json"))["signers"]),
                             1 if sources else 2)
        strict = self.limits({"country": "XXA", "kinds": ["test"]})
        bundle = self.bundle(1, "--did", did, *strict, signers=False)
        self.assertEqual(self.verdict(self.eu, "--trust", bundle), "key-usage")

    def test_numbers_and_limits_that_no_kiosk_would_take_are_refused_when_built(self):
        def refused(number, *more):
            self.bad(2, "trust", "build", "--sequence", number, "--out", self.at / "x", "--signers", self.at / "eu.pem",
                     *more)
            self.assertFalse((self.at / "x").exists())
        for number in (2 ** 63, 2 ** 64):
            done = self.clearway("trust", "build", "--sequence", number, "--out", self.at / "x")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("--sequence", done.stderr)
        self.assertNotEqual(self.clearway("trust", "build", "--sequence=-1", "--out", self.at / "x").returncode, 0)
        self.assertFalse((self.at / "x").exists())
        refused(1, *self.limits({"issued_until": "1960-01-01T00:00:00Z"}))
        refused(1, *self.limits({"countries": ["DX"]}))
        refused(1, "--clock", "1960-01-01T00:00:00Z")
        issuer = CardIssuer(self.at)
        refused(1, "--jwks", f"{issuer.url}={issuer.jwks}", *self.limits({"countries": ["XX"]}))

    def test_another_bundle_of_the_number_in_use_is_refused(self):
        keeper, root = self.at / "keeper", ["--root", self.at / "root1.pub"]
        self.good("trust", "import", self.bundle(5), "--into", keeper, *root)
        other = self.bundle(5, *self.limits({"kinds": ["test"]}))
        self.assertIn("another trust bundle of the number 5",
                      self.bad(1, "trust", "import", other, "--into", keeper, *root))
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")

    def test_a_bundle_from_the_future_leaves_every_answer_undetermined(self):
        bundle, root = self.bundle(1, "--clock", "2030-01-01T00:00:00Z"), ["--root", self.at / "root1.pub"]
        for clock, code, verdict in (("2029-12-31T00:00:00Z", 1, "trust-outdated"),
                                     ("2029-12-31T23:56:00Z", 0, "expired")):
            self.assertEqual(self.clearway("trust", "check", bundle, *root, "--clock", clock).returncode, code)
            self.assertEqual(self.verdict(self.eu, "--trust", bundle, "--clock", clock), verdict)

    def test_a_bundle_that_decides_nothing_replaces_no_good_one(self):
        keeper, root = self.at / "keeper", ["--root", self.at / "root1.pub"]
        self.good("trust", "import", self.bundle(1), "--into", keeper, *root)
        expired = self.bundle(2, "--days", 1, "--clock", "2026-01-01T00:00:00Z")
        future = self.bundle(3, "--clock", "2100-01-01T00:00:00Z")
        for bundle, said in ((expired, "expired at 2026-01-02"), (future, "in the future")):
            self.assertIn(said, self.bad(1, "trust", "import", bundle, "--into", keeper, *root))
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")
        self.good("trust", "import", expired, "--into", keeper, *root, "--clock", "2026-01-01T12:00:00Z")

    def test_roots_change_with_two_signatures_and_nothing_rolls_back(self):
        keeper, root = self.at / "keeper", ["--root", self.at / "root1.pub"]
        first, change = self.bundle(1), self.bundle(2, "--next-root", self.at / "root2.pub", roots=("root1", "root2"))
        third = self.bundle(3, roots=("root2",))
        self.bad(1, "trust", "import", third, "--into", keeper, *root)
        for number, bundle in ((1, first), (2, change), (2, change), (3, third)):
            self.assertIn(f"bundle {number} is in use", self.good("trust", "import", bundle, "--into", keeper, *root))
        self.assertIn("older", self.bad(1, "trust", "import", change, "--into", keeper, *root))
        self.bad(1, "trust", "import", self.bundle(4), "--into", keeper, *root)  # by the root that has gone
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")
#A new installation knows the new root only.
        self.assertIn("USABLE", self.good("trust", "check", change, "--root", self.at / "root2.pub"))
        (keeper / "bundle").write_bytes(b"damaged")
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")  # the one before

    def test_a_keeper_without_its_newest_file_goes_on_with_what_it_has(self):
        keeper, root = self.at / "keeper", ["--root", self.at / "root1.pub"]
        bundles = [self.bundle(number) for number in (1, 2, 3)]
        for bundle in bundles[1:]:
            self.good("trust", "import", bundle, "--into", keeper, *root)
        (keeper / "bundle").unlink()
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")
        self.assertIn("older", self.bad(1, "trust", "import", bundles[0], "--into", keeper, *root))
        (keeper / "bundle.previous").write_bytes(b"damaged")
        (keeper / "bundle").write_bytes(b"damaged")
        self.assertIn("import one again", self.bad(2, "verify", "--trust", keeper, *root, self.eu))
        self.good("trust", "import", bundles[2], "--into", keeper, *root)
        self.assertEqual(self.verdict(self.eu, "--trust", keeper), "accepted")

    def test_rules_ride_in_the_bundle(self):
        rules = HOUSE / "tools" / "demo" / "rules"
        bundle, bare = self.bundle(1, "--rules", rules), self.bundle(2)
        shown = json.loads(self.good("trust", "show", bundle, "--json"))
        self.assertEqual(shown["rules"], len(list(rules.glob("XD/*/*.json"))))
        self.good("trust", "check", bundle, "--root", self.at / "root1.pub")

        certificate = json.loads((EXAMPLES / "eu-dcc.json").read_text(encoding="utf-8"))
        certificate["records"] = [{
            "kind": "nucleic-acid-test", "disease": "840539006", "country": "DE", "issuer": "Institute",
            "id": "URN:UVCI:01:XX:TEST#2", "result": "negative", "sampled_at": "-20h", "facility": "Airport"}]
        made = self.at / "test.json"
        made.write_text(json.dumps(certificate), encoding="utf-8")
        test = self.good("issue", made, "--issuer", self.at / "eu.key").strip()

        def answer(destination, *codes):
            done = self.clearway("verify", "--json", "--root", self.at / "root1.pub", "--trust", bundle,
                                 "--destination", destination, *codes)
            return json.loads(done.stdout)["answer"]

        self.assertEqual(answer("XD", self.eu), "incomplete")
        self.assertEqual(answer("XD", self.eu, test), "accepted")
        self.assertEqual(answer("XE", self.eu), "undetermined")  # nobody's rules
        self.assertEqual(self.verdict(self.eu, "--trust", bundle), "accepted")  # no journey is asked about
        self.assertIn("carries rules", self.bad(2, "verify", "--root", self.at / "root1.pub", "--trust", bare,
                                                "--destination", "XD", self.eu))
        torn = self.at / "torn.json"
        torn.write_text("{", encoding="utf-8")
        self.assertIn("torn.json", self.bad(2, "trust", "build", "--sequence", 3, "--out", self.at / "x", "--rules",
                                            torn))

    def test_a_second_machine_can_add_its_roots_signature(self):
        bundle = self.bundle(1)
        both = self.at / "both.bundle"
        self.good("trust", "sign", bundle, "--root", self.at / "root2.key", "--out", both)
        for root in ("root1.pub", "root2.pub"):
            self.assertEqual(self.verdict(self.eu, "--trust", both, root=root), "accepted")

    def revoke(self, *build):
        path = self.at / "revocations"
        self.good("revoke", "build", "--out", path, *build)
        return path

    def test_revoked_stale_and_missing(self):
        batch = self.at / "batch.json"
        required = self.limits({"country": "XX", "revocation_required": True})

        def answer(kind, value, given=True, clock=None):
            batch.write_text(json.dumps({
                "country": "XX", "expires": "2100-01-01T00:00:00Z", "kid": self.kid, "hashType": kind,
                "entries": [{"hash": base64.b64encode(value).decode()}]}), encoding="utf-8")
            path = self.revoke("--eu", batch, *(["--clock", clock] if clock else []))
            bundle = self.bundle(1, "--revocations", path, *required)
            return self.verdict(self.eu, "--trust", bundle, *(("--revocations", path) if given else ()))

        self.assertEqual(answer("UCI", bytes(16)), "accepted")
        self.assertEqual(answer("UCI", short(UVCI.encode())), "revoked")
        self.assertEqual(answer("COUNTRYCODEUCI", short(b"XX" + UVCI.encode())), "revoked")
        self.assertEqual(answer("UCI", bytes(16), given=False), "revocation-unknown")
        self.assertEqual(answer("UCI", bytes(16), clock="2026-01-01T00:00:00Z"), "revocation-unknown")  # stale
        self.assertEqual(answer("UCI", short(UVCI.encode()), clock="2026-01-01T00:00:00Z"), "revoked")

    def test_plain_lists_of_serials_and_hashes(self):
        serial = json.loads((EXAMPLES / "travel-health.json").read_text(encoding="utf-8"))["serial"]
        listed = self.at / "list"
        for text, what, lines, expected in (
                (self.travel, "thc:XX", ["# withdrawn", serial], "revoked"),
                (self.travel, "thc:XX", ["another"], "accepted"),
                (self.travel, "thc:XX", ["#", "# " + serial, "#" + serial], "accepted"),
                (self.eu, f"eu:{self.kid}:uvci", [short(UVCI.encode()).hex()], "revoked"),
                (self.eu, f"eu:{self.kid}:signature", [short(UVCI.encode()).hex()], "accepted")):
            listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
            path = self.revoke("--list", f"{what}={listed}")
            bundle = self.bundle(1, "--revocations", path)
            self.assertEqual(self.verdict(text, "--trust", bundle, "--revocations", path), expected, what)
        listed.write_text("not a hash\n", encoding="utf-8")
        whole = f"eu:{self.kid}:uvci=%s"
        for path in (self.at, "/dev/zero"):
            self.assertIn("no plain file", self.bad(2, "revoke", "build", "--out", self.at / "r", "--list", whole % path))
        for hash_ in ("00" * 15, "00" * 20, "A" * 44):
            (self.at / "odd").write_text(hash_, encoding="utf-8")
            self.assertIn("line 1", self.bad(2, "revoke", "build", "--out", self.at / "r", "--list", whole % (self.at / "odd")))
        (self.at / "long").write_text("#" + "x" * 5000, encoding="utf-8")
        self.assertIn("too long", self.bad(2, "revoke", "build", "--out", self.at / "r", "--list", whole % (self.at / "long")))
        self.assertIn("line 1", self.bad(2, "revoke", "build", "--out", self.at / "r", "--list",
                                         f"eu:{self.kid}:uvci={listed}"))

    def test_a_list_named_like_what_is_built_of_it_is_kept(self):
        for name in ("revocations", "revocations.new"):
            listed = self.at / name
            listed.write_text("T-1\n", encoding="ascii")
            said = self.bad(2, "revoke", "build", "--out", self.at / "revocations", "--list", f"thc:XX={listed}")
            self.assertIn("would be lost", said)
            self.assertEqual(listed.read_text(encoding="ascii"), "T-1\n")
            listed.unlink()

    def test_an_eu_batch_clears_nobody_when_it_is_over(self):
        batch, required = self.at / "batch.json", self.limits({"country": "XX", "revocation_required": True})

        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)

        def moment(**later):
            return (now + datetime.timedelta(**later)).isoformat()

        def answer(*expiries, clock):
            batch.write_text(json.dumps([{
                "country": "XX", "expires": expires, "kid": self.kid, "hashType": "UCI",
                "entries": [{"hash": base64.b64encode(bytes(16)).decode()}]} for expires in expiries]), encoding="utf-8")
            path = self.revoke("--eu", batch, "--hours", 24 * 30)
            bundle = self.bundle(1, "--revocations", path, *required)
            return self.verdict(self.eu, "--trust", bundle, "--revocations", path, "--clock", clock)

        over, soon, after_soon, late = moment(days=-1), moment(days=5), moment(days=5, seconds=1), moment(days=99)
        self.assertEqual(answer(late, clock=after_soon), "accepted")
        self.assertEqual(answer(over, clock=after_soon), "revocation-unknown")
        self.assertEqual(answer(over, late, clock=after_soon), "accepted")
        self.assertEqual(answer(late, soon, clock=soon), "accepted")
        self.assertEqual(answer(late, soon, clock=after_soon), "revocation-unknown")

    def test_what_can_match_nothing_makes_no_revocation_file(self):
        def refused(*build):
            return self.bad(2, "revoke", "build", "--out", self.at / "r", *build)

        (listed := self.at / "list").write_text("", encoding="ascii")
        issuer = CardIssuer(self.at)
        rids = self.at / "rids.json"
        rids.write_text(json.dumps({"kid": "k1", "method": "rid", "ctr": 1, "rids": ["abc"]}), encoding="utf-8")
        for scope in ("eu:foo bar", "eu:0102030405060708", "eu:UNKNOWN_KID:de", "thc: XX", "shc:http://x.example#k"):
            self.assertIn("--covers", refused("--covers", scope))
        for what in ("eu:0102030405060708:uvci", "eu:UNKNOWN_KID:fr:uvci", "thc: XX"):
            self.assertIn("--list", refused("--list", f"{what}={listed}"))
        for url in (issuer.url + "/", issuer.url.replace("https:", "http:")):
            self.assertIn("--smart", refused("--smart", f"{url}={rids}"))
        for serial in ("\ufeffT-1", " T-1", "T-1\t", "T 1"):
            listed.write_text(f"T-0\n{serial}\n", encoding="utf-8")
            said = refused("--list", f"thc:XX={listed}")
            self.assertIn("line 2: a serial has no white space", said)
            self.assertNotIn("T-1", said)
        batch = self.at / "batch.json"
        for country in ("FRA", "Fr ", ""):
            batch.write_text(json.dumps({"country": country, "expires": "", "kid": "UNKNOWN_KID", "hashType": "UCI",
                                         "entries": []}), encoding="utf-8")
            self.assertIn("batch.json: revocation batch 1: it names no kid", refused("--eu", batch))
        folder = self.at / "batches"
        folder.mkdir()
        for name in ("1.json", "2.JSON"):
            (folder / name).write_text("[]", encoding="ascii")
        self.assertIn("2.JSON is no *.json", refused("--eu", folder))

    def test_a_revocation_file_is_replaced_and_never_written(self):
        path = self.revoke("--covers", "thc:XX")
        self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o222, 0)
        before = path.stat().st_ino
        with path.open("rb") as mapped:
            self.revoke("--covers", "thc:YY")
            self.assertNotEqual(path.stat().st_ino, before)
            self.assertEqual(mapped.read(8), b"CWREVOK2")
        self.assertFalse(pathlib.Path(f"{path}.new").exists())

    def test_the_bundle_names_its_revocation_file(self):
        path = self.revoke("--covers-signers", self.at / "eu.pem")
        bundle, root = self.bundle(1, "--revocations", path), ["--root", self.at / "root1.pub"]
        self.good("trust", "check", bundle, *root, "--revocations", path)
        without = self.clearway("trust", "check", bundle, *root)
        self.assertEqual(without.returncode, 3)
        self.assertIn("the revocation file that it names: not given", without.stdout)
        self.good("revoke", "check", path, "--bundle", bundle, *root)
        shown = json.loads(self.good("revoke", "show", path, "--json"))
        self.assertEqual(shown["header_sha256"], json.loads(self.good("trust", "show", bundle, "--json"))["revocation"])
        other = self.at / "other"
        self.good("revoke", "build", "--out", other, "--covers", "thc:YY")
        self.bad(1, "revoke", "check", other, "--bundle", bundle, *root)
        self.assertIn("not the one", self.bad(2, "verify", "--trust", bundle, *root, "--revocations", other, self.eu))
        self.damage(path, -1)
        self.bad(1, "revoke", "check", path)
        done = self.clearway("trust", "check", bundle, *root, "--revocations", path)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("NOT USABLE: revocation file: a block was changed", done.stdout)

    def damage(self, path, at):
        """Changes one byte of the file."""
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.unlink()
        path.write_bytes(data)

    def test_nobody_is_accepted_from_a_damaged_list(self):
        listed = self.at / "list"
        listed.write_text(short(UVCI.encode()).hex() + "\n", encoding="ascii")
        path = self.revoke("--list", f"eu:{self.kid}:uvci={listed}")
        bundle = self.bundle(1, "--revocations", path)
        self.assertEqual(self.verdict(self.eu, "--trust", bundle, "--revocations", path), "revoked")
        entries = struct.unpack_from("<Q", path.read_bytes(), 32 + 3 * 16)[0]  # the fourth part of the header
        self.damage(path, entries)
        self.assertEqual(self.verdict(self.eu, "--trust", bundle, "--revocations", path), "revocation-unknown")

    def test_smart_health_cards_are_revoked_by_rid(self):
        issuer, rids = CardIssuer(self.at), self.at / "rids.json"
        rids.write_text(json.dumps({"kid": "k1", "method": "rid", "ctr": 1, "rids": ["abc", "later.1700000000"]}),
                        encoding="utf-8")
        path = self.revoke("--smart", f"{issuer.url}={rids}")
        bundle = self.bundle(1, "--jwks", f"{issuer.url}={issuer.jwks}", "--revocations", path,
                             *self.limits({"issuer": issuer.url, "revocation_required": True}), signers=False)
        for rid, expected in (("abc", "revoked"), ("abd", "accepted"), ("later", "accepted")):
            text = issuer.card(rid)
            self.assertEqual(self.verdict(text, "--trust", bundle, "--revocations", path), expected, rid)
            self.assertEqual(self.verdict(text, "--trust", bundle), "revocation-unknown", rid)

    def test_a_card_key_that_has_a_list_needs_it(self):
        issuer = CardIssuer(self.at)
        keys = json.loads(issuer.jwks.read_text(encoding="utf-8"))
        keys["keys"][0]["crlVersion"] = 1
        issuer.jwks.write_text(json.dumps(keys), encoding="utf-8")
        listed, limits = self.revoke("--covers", f"shc:{issuer.url}#k1"), self.limits({"issuer": issuer.url, "kinds": ["vaccination"]})
        for build in ([], limits):
            bundle = self.bundle(1, "--jwks", f"{issuer.url}={issuer.jwks}", "--revocations", listed, *build, signers=False)
            self.assertEqual(self.verdict(issuer.card("x"), "--trust", bundle), "revocation-unknown")
            self.assertEqual(self.verdict(issuer.card("x"), "--trust", bundle, "--revocations", listed), "accepted")

    def test_seals_need_the_crl_of_their_signers_authority(self):
        issuer = SealIssuer(self.at)
        text, limits = issuer.seal(), self.limits({"country": "AU", "revocation_required": True})

        def answer(*build, revocations=None):
            named = ["--revocations", revocations] if revocations else []
            bundle = self.bundle(1, "--anchors", issuer.authority, *build, *named, *limits, signers=False)
            return self.verdict(text, "--trust", bundle, *named)

        def in_file(*serials):
            return self.revoke("--crl", issuer.crl(*serials), "--anchors", issuer.authority)

        self.assertEqual(answer(), "revocation-unknown")
        self.assertEqual(answer("--crl", issuer.crl(99)), "accepted")
        self.assertEqual(answer("--crl", issuer.crl(77)), "revoked")
        self.assertEqual(answer(revocations=in_file(99)), "accepted")
        self.assertEqual(answer(revocations=in_file(77)), "revoked")
        self.assertIn("--anchors", self.bad(2, "revoke", "build", "--crl", issuer.crl(77), "--out", self.at / "r"))
        self.assertIn("--anchors", self.bad(2, "trust", "build", "--crl", issuer.crl(77), "--sequence", 1, "--out", self.at / "b"))

    def test_a_card_key_is_revoked_with_its_certificate(self):
        issuer, cards = SealIssuer(self.at), CardIssuer(self.at)
        (self.at / "extensions").write_text("authorityKeyIdentifier=keyid\nkeyUsage=digitalSignature\n", encoding="ascii")
        request = openssl("req", "-new", "-key", cards.key, "-subj", "/C=AU/CN=Cards", "-config", issuer.config)
        certificate = openssl("x509", "-req", "-CA", issuer.authority, "-CAkey", issuer.authority_key, "-set_serial", 78,
                              "-days", 60, "-extfile", self.at / "extensions", "-outform", "DER", data=request)
        keys = json.loads(cards.jwks.read_text(encoding="utf-8"))
        keys["keys"][0]["x5c"] = [base64.b64encode(certificate).decode()]
        cards.jwks.write_text(json.dumps(keys), encoding="utf-8")

        def answer(*serials):
            bundle = self.bundle(1, "--jwks", f"{cards.url}={cards.jwks}", "--anchors", issuer.authority, "--crl",
                                 issuer.crl(*serials), signers=False)
            return self.verdict(cards.card("x", issued=int(time.time())), "--trust", bundle)

        self.assertEqual(answer(79), "accepted")
        self.assertEqual(answer(78), "revoked")

    def test_an_authority_among_the_signers_is_left_out(self):
        issuer = SealIssuer(self.at)
        done = self.clearway("trust", "build", "--sequence", 1, "--out", self.at / "c", "--signers", self.at / "eu.pem",
                             "--signers", issuer.authority)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 signers", done.stdout)
        self.assertIn("was left out: its certificate's key usage is not for signing documents", done.stderr)

    DCC = {"ver": "1.3.0", "nam": {"fnt": "ROE", "gnt": "ANNA"}, "dob": "1990-01-01",
           "v": [{"tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215", "dn": 2, "sd": 2,
                  "dt": "2026-01-01", "co": "XX", "is": "Authority", "ci": "URN:UVCI:01:XX:1#1"}]}

    def test_an_authority_is_a_signer_of_the_case_that_names_it_and_of_nothing_else(self):
        issuer, authority = DdccIssuer(self.at), SealIssuer(self.at)
        issuer.sign_with(authority.authority_key, authority.authority)
        text = issuer.certificate(self.DCC, kind=1)
        signer = base64.b64encode(openssl("x509", "-in", authority.authority, "-outform", "DER")).decode()
        cases = [{"payload": text, "signers": [signer]}, {"payload": text},
                 {"payload": forge.forge_signature(text), "signers": [signer]}]
        result = subprocess.run([BIN / "clearway", "verify", "--batch"], input="".join(json.dumps(case) + "\n" for case in cases),
                                capture_output=True, text=True, check=True, timeout=60)
        self.assertEqual([json.loads(line)["cause"] for line in result.stdout.splitlines()],
                         [None, "unknown-signer", "bad-signature"])
        self.assertEqual(self.verdict(text, "--trust", self.bundle(1, "--signers", authority.authority)), "unknown-signer")
        self.assertIn("may sign     certificates, not documents", self.good("keys", "show", authority.authority))
        both = self.at / "both.key"
        both.write_bytes(authority.authority_key.read_bytes() + authority.authority.read_bytes())
        both.chmod(0o600)
        self.assertIn("not for signing documents", self.bad(2, "issue", EXAMPLES / "eu-dcc.json", "--issuer", both))

    def test_sources_that_are_all_left_out_make_no_bundle(self):
        content = self.at / "c"
        said = self.bad(2, "trust", "build", "--sequence", 1, "--out", content, "--signers", SealIssuer(self.at).authority)
        self.assertIn("was left out: its certificate's key usage is not for signing documents", said)
        self.assertIn("not one signer or authority of these sources can be used: no bundle is written", said)
        self.assertFalse(content.exists())
        self.good("trust", "build", "--sequence", 1, "--out", content, "--next-root", self.at / "root2.pub")

    def test_the_eus_signature_hash_is_found(self):
        _, message, _ = forge.unpack(self.eu)
        listed = self.at / "list"
        for part, expected in ((message[-64:-32], "revoked"), (message[-64:], "accepted")):
            listed.write_text(base64.b64encode(short(part)).decode() + "\n", encoding="ascii")
            path = self.revoke("--list", f"eu:{self.kid}:signature={listed}")
            bundle = self.bundle(1, "--revocations", path)
            self.assertEqual(self.verdict(self.eu, "--trust", bundle, "--revocations", path), expected)


if __name__ == "__main__":
    unittest.main(verbosity=2)
