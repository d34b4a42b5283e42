"""Issuers of SMART Health Cards, of VDS-NC seals and of WHO DDCC, made when a test begins: the product issues none of them.
Signs with the openssl program, since Python's library has no signatures."""
import base64
import hashlib
import json
import subprocess
import time
import zlib

import forge

PATIENT = {"resourceType": "Patient", "name": [{"family": "Sample", "given": ["Ana"]}], "birthDate": "1990-04-12"}
IMMUNIZATION = {"resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2026-03-01",
                "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "208"}]}}
SEAL = {"hdr": {"t": "icao.vacc", "v": 1, "is": "AUS"},
        "msg": {"uvci": "U1", "pid": {"n": "CITIZEN  ANA", "dob": "1990-04-12", "sex": "F", "i": "PA0000001"},
                "ve": [{"des": "XM0GQ8", "nam": "Comirnaty", "dis": "RA01.0",
                        "vd": [{"dvc": "2026-02-03", "seq": 1, "ctr": "AUS", "adm": "City Clinic", "lot": "A1"}]}]}}
AUTHORITY = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
keyUsage = critical,digitalSignature
extendedKeyUsage = 2.23.136.1.1.14.2
authorityKeyIdentifier = keyid
[ca]
default_ca = csca
[csca]
database = {folder}/index.txt
default_md = sha256
crlnumber = {folder}/crlnumber
"""


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=data, check=True, capture_output=True).stdout


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def new_key(path):
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path)
    return path


def sign(key, data):
    """r||s of ES256; openssl gives both in DER."""
    der = openssl("dgst", "-sha256", "-sign", key, data=data)
    numbers, at = [], 2
    for _ in range(2):
        length = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2:at + 2 + length], "big").to_bytes(32, "big"))
        at += 2 + length
    return b"".join(numbers)


class CardIssuer:
    """https://cards.example with one key, k1."""

    url = "https://cards.example"

    def __init__(self, folder):
        self.key = new_key(folder / "cards.key")
        point = openssl("ec", "-in", self.key, "-pubout", "-outform", "DER")[-64:]
        self.jwks = folder / "cards.jwks"
        self.jwks.write_text(json.dumps({"keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "k1", "x": base64url(point[:32]),
            "y": base64url(point[32:])}]}), encoding="utf-8")

    def card(self, rid, records=(IMMUNIZATION,), issued=1772323200):
        entries = [{"fullUrl": f"resource:{i}", "resource": each} for i, each in enumerate((PATIENT, *records))]
        payload = {"iss": self.url, "nbf": issued,
                   "vc": {"type": ["https://smarthealth.cards#health-card"], "rid": rid,
                          "credentialSubject": {"fhirVersion": "4.0.1", "fhirBundle": {
                              "resourceType": "Bundle", "type": "collection", "entry": entries}}}}
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = deflate.compress(json.dumps(payload, separators=(",", ":")).encode()) + deflate.flush()
        text = base64url(b'{"zip":"DEF","alg":"ES256","kid":"k1"}') + "." + base64url(body)
        text += "." + base64url(sign(self.key, text.encode()))
        return "shc:/" + "".join(f"{ord(letter) - 45:02}" for letter in text)


def cbor(value):
    """RFC 8949, as far as certificates need it."""
    def head(kind, number):
        if number < 24:
            return bytes([kind << 5 | number])
        size = next(size for size in (1, 2, 4, 8) if number < 256 ** size)
        return bytes([kind << 5 | 23 + size.bit_length()]) + number.to_bytes(size, "big")
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(cbor(item) for pair in value.items() for item in pair)
    return head(4, len(value)) + b"".join(map(cbor, value))


class DdccIssuer:
    """A health authority whose signer is known by its certificate (WHO DDCC, in the EU's envelope)."""

    def __init__(self, folder):
        self.key, self.signer = new_key(folder / "ddcc.key"), folder / "ddcc.pem"
        openssl("req", "-x509", "-new", "-key", self.key, "-subj", "/C=XX/CN=DDCC", "-days", 90, "-out", self.signer)
        self.sign_with(self.key, self.signer)

    def sign_with(self, key, signer):
        self.key, self.signer = key, signer
        self.key_id = hashlib.sha256(openssl("x509", "-in", self.signer, "-outform", "DER")).digest()[:8]

    def certificate(self, content, kind=3):
        """`kind`: the sub-claim of hcert, 1 for an EU DCC, 3 for a vaccination of the WHO and 4 for a test."""
        header = cbor({1: -7, 4: self.key_id})
        now = int(time.time())
        payload = cbor({1: "XX", 4: now + 30 * 86400, 6: now, -260: {kind: content}})
        signature = sign(self.key, cbor(["Signature1", header, b"", payload]))
        return forge.pack("HC1:", b"\xd2" + cbor([header, {}, payload, signature]), compressed=True)


class SealIssuer:
    """A country's authority (CSCA), one signer of seals, and CRLs."""

    def __init__(self, folder):
        self.folder = folder
        self.config = folder / "authority.cnf"
        self.config.write_text(AUTHORITY.format(folder=folder), encoding="ascii")
        self.authority, self.authority_key = folder / "csca.pem", new_key(folder / "csca.key")
        openssl("req", "-x509", "-new", "-key", self.authority_key, "-subj", "/C=AU/CN=CSCA", "-days", 90, "-config",
                self.config, "-extensions", "authority", "-out", self.authority)
        self.key, self.signer = new_key(folder / "seal.key"), folder / "seal.pem"
        openssl("req", "-new", "-key", self.key, "-subj", "/C=AU/CN=Seals", "-config", self.config, "-out",
                folder / "seal.csr")
        openssl("x509", "-req", "-in", folder / "seal.csr", "-CA", self.authority, "-CAkey", self.authority_key,
                "-set_serial", 77, "-days", 60, "-extfile", self.config, "-extensions", "signer", "-out", self.signer)

    def seal(self, content=None):
        content = content or SEAL
        data = json.dumps(content, sort_keys=True, separators=(",", ":"))
        certificate = openssl("x509", "-in", self.signer, "-outform", "DER")
        return json.dumps({"data": content, "sig": {"alg": "ES256", "cer": base64url(certificate),
                                                 "sigvl": base64url(sign(self.key, data.encode()))}})

    def crl(self, *serials):
        """A list of these serials that holds for two days."""
        index = "".join(f"R\t330101000000Z\t260101000000Z\t{serial:02X}\tunknown\t/CN=x\n" for serial in serials)
        (self.folder / "index.txt").write_text(index, encoding="ascii")
        (self.folder / "crlnumber").write_text("01\n", encoding="ascii")
        path = self.folder / "authority.crl"
        openssl("ca", "-gencrl", "-config", self.config, "-cert", self.authority, "-keyfile", self.authority_key,
                "-crldays", 2, "-out", path)
        return path
