"""Words that must be nowhere after a session, in every spelling that a program could keep them in, and the places to
look: files, and the whole memory of running processes (root, or the right to trace them, is needed for that).

    flock = Flock()
    flock.add_words("name", "KANARIVOGEL")
    flock.add_certificate("certificate", "HC1:...")
    flock.find(b"...")          # {"name": 1, ...}: what was found, how often
    flock.find_in_process(pid)
"""
import base64
import collections
import os
import pathlib
import re
import zlib

from forge import ALPHABET as BASE45, decode_base45

WINDOW = 24  # characters of a code that say whose it is; each such piece of it is looked for
RAW_WINDOW = 16  # bytes of its content
LOWER = bytes(range(65)) + bytes(range(97, 123)) + bytes(range(91, 256))  # ASCII letters made small
GLYPH_STRIDE = 20  # of HarfBuzz's hb_glyph_info_t and of PangoGlyphInfo, which begin with the character or glyph


def pieces(data, size):
    """`data` cut into pieces of `size`; the last one ends with it. Every remainder of twice the size holds a piece."""
    if len(data) <= size:
        return [data]
    return [data[at:at + size] for at in range(0, len(data) - size, size)] + [data[-size:]]


def alphanumeric_codewords(text):
    """The first codewords of a QR code that holds the text in alphanumeric mode (ISO/IEC 18004, 7.4.4), for the three
    widths of the character count."""
    for width in (9, 11, 13):
        bits = "0010" + format(len(text), f"0{width}b")
        for at in range(0, len(text) - 1, 2):
            bits += format(BASE45.index(text[at]) * 45 + BASE45.index(text[at + 1]), "011b")
        whole = len(bits) // 8 * 8
        yield int(bits[:whole], 2).to_bytes(whole // 8, "big")


class Flock:
    """The canaries. Text is compared without regard to case, and to NUL bytes between its letters: so UTF-16 and UTF-32
    are seen as well."""

    def __init__(self):
        self.texts = collections.defaultdict(set)  # needles of the folded bytes -> whose they are
        self.exact = collections.defaultdict(set)
        self.patterns = []

    # --- what is known -------------------------------------------------------------------------------

    def add_words(self, name, *words):
        """As typed, shown or printed."""
        for word in words:
            self._add_text(name, word)
            raw = word.encode()
            self._add_text(f"{name} in hex", raw.hex())
            for shift in range(3):  # as a part of something longer
                inner = base64.b64encode(b"\0" * shift + raw)[4 * (shift > 0):]
                inner = inner[:len(inner) // 4 * 4 - 4].decode()
                if len(inner) >= 8:  # four letters are found anywhere
                    self._add_text(f"{name} in base64", inner)
            if len(word) >= 4:
                gap = b"[\\s\\S]{%d}" % (GLYPH_STRIDE - 4)
                letters = [re.escape(ord(letter).to_bytes(4, "little")) for letter in word]
                self.patterns.append((f"{name} as characters to be shaped", re.compile(gap.join(letters[:8]))))

    def add_code(self, name, text):
        """A scanned text, and its first codewords in a picture of it."""
        for piece in pieces(text, WINDOW):
            self._add_text(name, piece)
        if all(letter in BASE45 for letter in text):
            for codewords in alphanumeric_codewords(text):
                self.exact[codewords[:RAW_WINDOW]].add(f"{name} as codewords")
                self.exact[codewords[RAW_WINDOW:2 * RAW_WINDOW]].add(f"{name} as codewords")

    def add_certificate(self, name, text, stranger):
        """An HC1 text or our own with the same envelope: base45 of a deflated COSE message. What stands in the same
        issuer's certificate for a stranger as well, is nobody's."""
        self.add_code(name, text)
        packed, message = self._opened(text)
        common = b" ".join(self._opened(stranger))
        for form, data in (("packed", packed), ("message", message)):
            for piece in pieces(data, RAW_WINDOW):
                if piece in common:
                    continue
                self.exact[piece].add(f"{name} {form}")
            for piece in pieces(data.hex(), 2 * RAW_WINDOW):
                self._add_text(f"{name} {form} in hex", piece)
            for coded in (base64.b64encode(data), base64.urlsafe_b64encode(data)):
                for piece in pieces(coded.decode().rstrip("="), WINDOW):
                    self._add_text(f"{name} {form} in base64", piece)

    @staticmethod
    def _opened(text):
        packed = decode_base45(text[4:])
        return packed, zlib.decompress(packed) if packed[0] == 0x78 else packed

    def add_pixels(self, name, pixels):
        """Red, green and blue of neighbours in a row, in both orders in which a screen's memory holds them, whatever
        the fourth byte of each is."""
        for order in (1, -1):
            colours = [re.escape(pixel[::order]) for pixel in pixels]
            self.patterns.append((name, re.compile(b"[\\s\\S]".join(colours))))

    def _add_text(self, name, text):
        if len(text) < 4 and text.isascii():
            return  # would be found anywhere
        self.texts[text.encode().translate(LOWER)].add(name)
        if not text.isascii():
            for coding in ("utf-16-le", "utf-16-be", "utf-32-le"):
                self.exact[text.encode(coding)].add(f"{name} in {coding}")

    # --- looking ---------------------------------------------------------------------------------------

    def find(self, data):
        """What of it is there: {whose and how, and the bytes: how often}."""
        found = {}
        small = data.translate(LOWER)
        dense = small.replace(b"\0", b"")
        for needle, names in self.texts.items():
            count = dense.count(needle)
            if count:
                found |= {f"{name}: {needle}": count for name in names}
        for needle, names in self.exact.items():
            count = data.count(needle)
            if count:
                found |= {f"{name}: {needle}": count for name in names}
        for name, pattern in self.patterns:
            if pattern.search(data):
                found[f"{name}: {pattern.pattern[:4]}"] = 1
        return found

    def find_in_files(self, *places):
        """{file: what was found in its name or content}, of every file below the places."""
        found = {}
        for place in places:
            for path in [place, *pathlib.Path(place).rglob("*")]:
                here = self.find(os.fsencode(path.name))
                if path.is_file() and not path.is_symlink():
                    here |= self.find(path.read_bytes())
                if here:
                    found[str(path)] = here
        return found

    def find_in_process(self, pid):
        """{mapping: what was found}, of everything in a process's memory that is its own."""
        found = {}
        for where, data in own_memory(pid):
            here = self.find(data)
            if here:
                found[where] = here
        return found


def own_memory(pid):
    """(name, bytes) of each mapping that the process can have written to, pages of zeros left out. The process is not
    stopped: whoever wants to see it at rest lets it rest."""
    page = os.sysconf("SC_PAGESIZE")
    nothing = bytes(page)
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
        lines = maps.read().splitlines()
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in lines:
            fields = line.split(maxsplit=5)
            begin, end = (int(number, 16) for number in fields[0].split("-"))
            name = fields[5] if len(fields) > 5 else "anonymous"
            from_file = name.startswith("/") and "deleted" not in name and not name.startswith(("/dev/shm", "/SYSV"))
            if name in ("[vvar]", "[vsyscall]", "[vdso]") or (from_file and "w" not in fields[1]):
                continue
            data = b"".join(readable(memory, begin, end))
            full = [data[at:at + page] for at in range(0, len(data), page) if data[at:at + page] != nothing]
            yield f"{name} {fields[0]}", b"".join(full)


def readable(memory, begin, end):
    """What can be read from `begin` to `end`, in parts. A page that cannot (a device's, or gone meanwhile) is passed over,
    and only that."""
    page = os.sysconf("SC_PAGESIZE")
    at = begin
    while at < end:
        try:
            memory.seek(at)
            part = memory.read(min(1 << 24, end - at))
        except OSError:
            part = b""
        yield part
        at = at + len(part) if part else (at // page + 1) * page


def may_look(pid):
    """Whether this process's rights reach into that one's memory."""
    try:
        with open(f"/proc/{pid}/mem", "rb", buffering=0):
            return True
    except OSError:
        return False
