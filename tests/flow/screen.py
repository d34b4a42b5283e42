"""What a person at the kiosk has: a screen to look at, and a finger. A real X server is behind it."""
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import time

import ocr


class Picture:
    """A picture of the X root window, RGB."""

    def __init__(self, width, height, rgb):
        self.width, self.height, self.rgb = width, height, rgb

    def colour(self, x, y):
        """The colour at a place given as parts of width and height."""
        at = (int(y * self.height) * self.width + int(x * self.width)) * 3
        return tuple(self.rgb[at:at + 3])

    def crop(self, left, top, right, bottom):
        rows = [self.rgb[(y * self.width + left) * 3:(y * self.width + right) * 3] for y in range(top, bottom)]
        return Picture(right - left, bottom - top, b"".join(rows))

    def filled_boxes(self, colour, tallest=120):
        """The rectangles filled with a colour that look like buttons, as (left, top, right, bottom). Whatever is written
        on one leaves its margin free, so that only the end of a button interrupts it from top to bottom."""
        boxes = []
        pixel, shortest = bytes(colour), 12
        for y in range(self.height):
            row = self.rgb[y * self.width * 3:(y + 1) * self.width * 3]
            at = row.find(pixel * shortest)
            while at >= 0:
                end = at
                while row[end:end + 3] == pixel:
                    end += 3
                if at % 3 == 0:
                    self._add_run(boxes, at // 3, end // 3, y)
                at = row.find(pixel * shortest, end + 1)
        return [box for box in boxes if 25 <= box[3] - box[1] <= tallest]

    @staticmethod
    def _add_run(boxes, left, right, y):
        for box in boxes:
            if left < box[2] and right > box[0] and y - box[3] < 4:
                box[:] = min(box[0], left), box[1], max(box[2], right), y + 1
                return
        boxes.append([left, y, right, y + 1])

    def negative(self):
        return Picture(self.width, self.height, self.rgb.translate(bytes(range(255, -1, -1))))

    def save(self, path):
        with open(path, "wb") as file:
            file.write(b"P6 %d %d 255\n" % (self.width, self.height))
            file.write(self.rgb)


def read_xwd(data):
    """An XWD dump (X11/XWDFile.h, version 7, ZPixmap, 32 bits a pixel, little-endian) as a Picture."""
    header = struct.unpack(">25I", data[:100])
    size, width, height, bits, line, colours = header[0], header[4], header[5], header[11], header[12], header[19]
    if header[1] != 7 or bits != 32:
        raise ValueError("not the kind of picture that Xvfb makes")
    pixels = data[size + colours * 12:]
    rgb = bytearray(width * height * 3)
    if line != width * 4:
        pixels = b"".join(pixels[y * line:y * line + width * 4] for y in range(height))
    for channel in range(3):
        rgb[channel::3] = pixels[2 - channel:width * height * 4:4]
    return Picture(width, height, bytes(rgb))


class Word:
    def __init__(self, text, left, top, width, height):
        self.text, self.left, self.top, self.width, self.height = text, left, top, width, height


def compact(text):
    """Letters only: OCR is not sure of spaces, and Chinese has none."""
    return re.sub(r"[\W_]+", "", text.lower())


class Screen:
    """An Xvfb on a free display."""

    def __init__(self, width=1280, height=720):
        self.width, self.height = width, height
        read, write = os.pipe()
        # Its picture is a file: looking at it leaves nothing in the server's memory. And the server overwrites what it
        # frees, as docs/operations.md asks of one: a renderer without a graphics card sends it every picture.
        self.place = tempfile.TemporaryDirectory()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset",
             "-nocursor", "-fbdir", self.place.name],
            env={**os.environ, "GLIBC_TUNABLES": "glibc.malloc.perturb=255:glibc.malloc.tcache_count=0"}, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"

    def close(self):
        self.server.terminate()
        self.server.wait(10)
        self.place.cleanup()

    def environment(self):
        return {**os.environ, "DISPLAY": self.display}

    def catch_up(self):
        """Waits until the server has drawn what it was sent before now: it answers its clients in turn."""
        subprocess.run(["xdotool", "getmouselocation"], env=self.environment(), check=True, stdout=subprocess.DEVNULL)

    def look(self):
        return read_xwd((pathlib.Path(self.place.name) / "Xvfb_screen0").read_bytes())

    def readings(self, picture=None, language="eng"):
        """The words on the screen in two parts: first the dark ones, then the bright ones on dark buttons and panels,
        which OCR only sees in the negative."""
        picture = picture or self.look()
        for part in (picture, picture.negative()):
            yield [Word(*word) for word in ocr.words(part, language) if compact(word[0])]

    def read(self, picture=None, language="eng"):
        """All words on the screen, each part in reading order."""
        return [word for part in self.readings(picture, language) for word in part]

    def find_button(self, label, language="eng"):
        """The middle of the button with that label, or None. Buttons are what looks like one: dark blue or pale blue
        boxes with a word in them."""
        picture = self.look()
        for colour, bright_words in (((10, 54, 120), True), ((226, 233, 244), False)):
            for left, top, right, bottom in picture.filled_boxes(colour):
                crop = picture.crop(left, top, right, bottom)
                crop = crop.negative() if bright_words else crop
                if compact(label) in compact(self.read_line(crop, language)):
                    return (left + right) // 2, (top + bottom) // 2
        return None

    def read_line(self, picture, language):
        return ocr.lines(picture, language)

    def text(self, language="eng"):
        return " ".join(word.text for word in self.read(language=language))

    def touch(self, x, y):
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], env=self.environment(), check=True)

    def key(self, *names):
        subprocess.run(["xdotool", "key", *names], env=self.environment(), check=True)


def until(condition, seconds, what):
    """Asks until the answer is neither None nor False; that answer."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)  # between two looks, not instead of one
