"""The largest certificate of every format that can be on paper, made when a test begins.

What bounds them is the code: the printer makes one QR code of a certificate, of version 40 at most, with the error
correction that there is room for (printer/qr_code.h). With the least of them, L, that is 4,296 characters of base45 (EU DCC,
WHO DDCC, travel health), 2,953 bytes (VDS-NC) or 7,070 digits behind `shc:/` (ISO/IEC 18004, table 7). Where a format has a
bound of its own, it is that:

- EU DCC: one record, and 80 characters in every text (schema 1.3.0), here of three bytes where the schema lets them be;
  signed with RSA of 3,072 bits, whose signature is six times as long as one of P-256.
- SMART Health Card in one code: a JWS of 1,195 characters, version 22 (framework, "Encoding Chunks as QR Codes"). One that
  was issued in several codes is printed as one, up to those 7,070 digits, which are 3,535 characters of the JWS.
- WHO DDCC, VDS-NC and travel health have none: one text of them is as long as the code lets it be. A sealed travel health
  certificate is for eight reader groups, the most that there can be; each takes its part of the code.

What does not fit is refused: a longer text with "longer than one QR code holds", more records than twelve sheets take with
"more records than a print-out takes". Nothing is printed then. Whatever fits the code fits every paper: a code of version
40 has its smallest modules on A5 (94 of 126 mm) as on a roll (69 of 72 mm).
"""
import copy
import json
import pathlib
import random
import subprocess

import foreign_issuers
import sealing

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "tools/clearway/examples"
BASE45, BYTES, DIGITS = 4296, 2953, 7070
ONE_CARD, CARD_PART = 1195, 1191  # characters of the JWS: of a card in one code, and of each of several
GROUPS = 8
SEVERAL = "SMART Health Card in several codes"


def chance(seed, length, letters="ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789"):
    """A text that does not compress, the beginning of every longer one of its seed."""
    return "".join(random.Random(seed).choices(letters, k=length))


def around(make, most):
    """What make(room) gives with the most room up to `most` characters, and with a little more. Its length varies by some
    characters with each signature."""
    fits, beyond, least, too_much = make(0), None, 0, most
    while too_much - least > 1:
        room = (least + too_much) // 2
        text = make(room)
        if len(text) <= most:
            fits, least = text, room
        else:
            beyond, too_much = text, room
    return fits, beyond


def filled(make, most):
    return around(make, most)[0]


def too_large(make, most):
    return around(make, most)[1]


class Certificates:
    """`texts`: format to the texts of its codes. `trust`: the options under which all of them verify."""

    def __init__(self, clearway, folder):
        self.clearway, self.folder = clearway, folder
        for name, words in (("eu", ["--for", "eu-dcc", "--key", "rsa"]), ("travel", ["--for", "travel-health"])):
            self.run("keys", "issuer", "--out", folder / name, "--name", name, "--country", "XX", *words)
        self.cards, self.seals = foreign_issuers.CardIssuer(folder), foreign_issuers.SealIssuer(folder)
        self.ddcc = foreign_issuers.DdccIssuer(folder)
        self.kiosk = sealing.Kiosk(clearway, folder)
        self.groups = {kind: [self.kiosk.new_group(kind, f"{kind[:2].upper()}-{i}", deliver=i == GROUPS - 1)
                              for i in range(GROUPS)] for kind in ("p256", "sm2")}
        self.trust = [*self.bundle(), *self.kiosk.options]
        self.whole_card = filled(self.card, 5 + DIGITS)
        self.texts = {
            "EU DCC": [self.eu_dcc()],
            "WHO DDCC, vaccination": [filled(self.ddcc_vaccination, BASE45)],
            "WHO DDCC, test": [filled(self.ddcc_test, BASE45)],
            "SMART Health Card in one code": [filled(self.card, 5 + 2 * ONE_CARD)],
            SEVERAL: self.parts(self.whole_card),
            "VDS-NC, vaccination": [filled(self.vaccination_seal, BYTES)],
            "VDS-NC, test": [filled(self.test_seal, BYTES)],
            "travel health": [filled(self.travel, BASE45)],
            "travel health, sealed on P-256": [filled(self.sealed("p256"), BASE45)],
            "travel health, sealed with SM2": [filled(self.sealed("sm2"), BASE45)],
        }

    def printed(self, name):
        """The text that is to be on paper."""
        return self.whole_card if name == SEVERAL else self.texts[name][0]

    def run(self, *arguments, **options):
        return subprocess.run([self.clearway, *map(str, arguments)], check=True, capture_output=True, timeout=60, **options)

    def bundle(self):
        root, content, bundle = (self.folder / name for name in ("root", "content", "bundle"))
        self.run("keys", "root", "--out", root)
        signers = [word for name in ("eu", "travel", "ddcc") for word in ("--signers", self.folder / f"{name}.pem")]
        self.run("trust", "build", "--sequence", 1, "--out", content, *signers, "--anchors", self.seals.authority,
                 "--jwks", f"{self.cards.url}={self.cards.jwks}")
        self.run("trust", "sign", content, "--root", f"{root}.key", "--out", bundle)
        return ["--trust", bundle, "--root", f"{root}.pub"]

    def issued(self, issuer, example, *words, **changes):
        content = json.loads((EXAMPLES / f"{example}.json").read_text(encoding="utf-8")) | changes
        made = self.run("issue", "-", "--issuer", self.folder / f"{issuer}.key", *words, input=json.dumps(content).encode())
        return made.stdout.decode().rstrip("\n")

    def eu_dcc(self):
        def words(seed):
            return chance(seed, 80, "ᾺΆΒΓΔΈΖΉΘΊΚΛΜΝΞΌΠΡΣΤΎΦΧΨΏᾼῌῼ")
        holder = {"surname": words(1), "given_names": words(2), "birth_date": "1964-08-12",
                  "surname_icao": chance(3, 80, "ABCDEFGHIJKLMNOPQRSTUVWXYZ<"),
                  "given_names_icao": chance(4, 80, "ABCDEFGHIJKLMNOPQRSTUVWXYZ<")}
        record = {"kind": "nucleic-acid-test", "disease": "840539006", "result": "negative", "sampled_at": "-20h",
                  "facility": words(5), "method": words(6), "country": "GR", "issuer": words(7),
                  "id": "URN:UVCI:" + chance(8, 71, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/#:")}
        return self.issued("eu", "eu-dcc", holder=holder, records=[record])

    @staticmethod
    def ddcc_holder():
        return {"name": chance(1, 80), "birthDate": "1988-03-14", "identifier": chance(2, 40), "hcid": chance(3, 40),
                "sex": {"system": "http://hl7.org/fhir/administrative-gender", "code": "female"}, "valid_from": "2026-03-01",
                "valid_until": "2030-03-01", "pha": chance(4, 40)}

    def ddcc_vaccination(self, room):
        return self.ddcc.certificate(self.ddcc_holder() | {
            "vaccine": {"system": "http://id.who.int/icd11/mms", "code": "XM0GQ8"}, "brand": chance(5, 80),
            "manufacturer": chance(6, 80), "lot": chance(7, 20), "date": "2026-02-03", "dose": 2, "total_doses": 3,
            "disease": {"system": "http://id.who.int/icd11/mms", "code": "RA01"}, "hw": chance(8, 40),
            "country": {"system": "urn:iso:std:iso:3166", "code": "GRC"}, "centre": chance(9, room)})

    def ddcc_test(self, room):
        return self.ddcc.certificate(self.ddcc_holder() | {"test": {
            "pathogen": {"system": "http://id.who.int/icd11/mms", "code": "XN109"},
            "type": {"system": "http://loinc.org", "code": "94500-6"}, "brand": chance(5, 80), "manufacturer": chance(6, 80),
            "origin": {"system": "http://snomed.info/sct", "code": "258500001"}, "date": "2026-11-20T08:00:00Z",
            "result": {"system": "http://snomed.info/sct", "code": "260415000"}, "centre": chance(9, room),
            "country": {"system": "urn:iso:std:iso:3166", "code": "GRC"}}}, kind=4)

    def card(self, room, count=8):
        return self.cards.card("r" * 24, [foreign_issuers.IMMUNIZATION | {
            "lotNumber": chance(i, 8), "performer": [{"actor": {"display": chance(i, 8 + room // count)}}]}
            for i in range(count)])

    @staticmethod
    def parts(card):
        """As issuers did once: pieces of equal length, and of whole characters."""
        digits = card.removeprefix("shc:/")
        count = -(-len(digits) // (2 * CARD_PART))
        length = 2 * -(-len(digits) // (2 * count))
        return [f"shc:/{i + 1}/{count}/{digits[i * length:(i + 1) * length]}" for i in range(count)]

    def vaccination_seal(self, room, doses=9):
        seal = copy.deepcopy(foreign_issuers.SEAL)
        seal["msg"]["ve"][0]["vd"] = [
            {"dvc": f"2026-02-{i + 1:02}", "seq": i + 1, "ctr": "AUS", "adm": chance(i, room // doses), "lot": chance(i, 6)}
            for i in range(doses)]
        return self.seals.seal(seal)

    def test_seal(self, room):
        return self.seals.seal({
            "hdr": {"t": "icao.test", "v": 1, "is": "AUS"},
            "msg": {"utci": "U32870", "pid": foreign_issuers.SEAL["msg"]["pid"] | {"dt": "P", "dn": "PA0000001"},
                    "sp": {"spn": chance(1, room // 2), "ctr": "AUS",
                           "cd": {"p": "+61200000000", "e": "laboratory@example.org", "a": chance(2, room // 2)}},
                    "dat": {"sc": "2026-11-20T08:00:00Z", "ri": "2026-11-20T14:00:00Z"},
                    "tr": {"tc": "molecular(PCR)", "r": "negative", "m": "nasopharyngeal"}}})

    def travel(self, room, *words):
        example = json.loads((EXAMPLES / "travel-health.json").read_text(encoding="utf-8"))
        tests, doses = example["records"][:2] * 3, example["records"][2:]
        records = [test | {"id": chance(i, 20), "facility": chance(i, 20 + room // len(tests))}
                   for i, test in enumerate(tests)] + doses
        return self.issued("travel", "travel-health", *words, records=records)

    def sealed(self, kind):
        words = [word for group in self.groups[kind] for word in ("--seal-for", group)]
        return lambda room: self.travel(room, *words)
