"""Grey pictures a little out of focus, without a library for pictures: each pixel is a 16-bit lane of one large number, and
adding shifted numbers adds all pixels at once."""
import struct
import zlib


def read_pgm(path):
    """Width, height and the rows' bytes of a binary PGM, as pdftoppm -gray writes it."""
    magic, width, height, _, pixels = path.read_bytes().split(maxsplit=4)
    if magic != b"P5":
        raise ValueError("no grey picture")
    # The first byte behind the header may itself be white space.
    size = int(width) * int(height)
    return int(width), int(height), path.read_bytes()[-size:]


def blur(width, pixels):
    """Each pixel with its neighbours, weighed 1 2 1 both ways: a spread of 0.7 pixels."""
    lanes = bytearray(2 * len(pixels))
    lanes[::2] = pixels
    number = int.from_bytes(lanes, "little")
    for shift in (16, 16 * width):
        number = (number << shift) + 2 * number + (number >> shift)
    kept = int.from_bytes(b"\xff\x00" * len(pixels), "little")
    return ((number >> 4) & kept).to_bytes(2 * len(pixels), "little")[::2]


def write_png(path, width, height, pixels):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + pixels[y * width:(y + 1) * width] for y in range(height))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def make_unsharp(pgm, png, most_rows):
    """Of a long strip only the upper part: nobody holds a metre of paper to a camera."""
    width, height, pixels = read_pgm(pgm)
    height = min(height, most_rows)
    write_png(png, width, height, blur(width, pixels[:width * height]))
