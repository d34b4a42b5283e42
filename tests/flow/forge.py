"""Forges a certificate's text for tests: by a bit of its signature, or a text of its content.

Works on the texts of HC1:, TH1: and badges (base45, zlib or not). The product has no code that forges; tests do it with these
few lines, by changing bytes of what was issued properly.

usage: forge.py < text > forged       (a bit of the signature)
"""
import sys
import zlib

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def decode_base45(text):
    values = [ALPHABET.index(character) for character in text]
    result = bytearray()
    for at in range(0, len(values), 3):
        group = values[at:at + 3]
        number = sum(value * 45 ** place for place, value in enumerate(group))
        result += number.to_bytes(len(group) - 1, "big")
    return bytes(result)


def encode_base45(content):
    text = ""
    for at in range(0, len(content), 2):
        group = content[at:at + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text += ALPHABET[number % 45]
            number //= 45
    return text


def unpack(text):
    """The prefix, the signed message, and whether it was compressed."""
    prefix, body = text[:4], decode_base45(text[4:])
    compressed = body[:1] == b"\x78"
    return prefix, bytearray(zlib.decompress(body) if compressed else body), compressed


def pack(prefix, message, compressed):
    return prefix + encode_base45(zlib.compress(bytes(message), 9) if compressed else bytes(message))


def forge_signature(text):
    """The last byte of the message is the signature's last one."""
    prefix, message, compressed = unpack(text)
    message[-1] ^= 1
    return pack(prefix, message, compressed)


def forge_text(text, old, new):
    """Replaces one text of the content by another of the same length."""
    prefix, message, compressed = unpack(text)
    assert len(old.encode()) == len(new.encode()) and old.encode() in message
    return pack(prefix, message.replace(old.encode(), new.encode()), compressed)


def main():
    text = sys.stdin.read().rstrip("\r\n")
    if len(sys.argv) == 1:
        print(forge_signature(text))
        return 0
    sys.stderr.write(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
