"""What is written in a picture. Tesseract's library is kept with its models: to start its program and load them takes longer
than to read a screen."""
import ctypes
import functools
import hashlib
import os

LINES, WORDS_ANYWHERE = 6, 11  # page segmentation modes: one block of text; sparse text


@functools.cache
def library():
    """Its C interface (tesseract/capi.h)."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # threads of its own cost more than they save
    tesseract = ctypes.CDLL("libtesseract.so.5")
    for name, result, arguments in (
            ("TessBaseAPICreate", ctypes.c_void_p, []),
            ("TessBaseAPIInit3", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]),
            ("TessBaseAPISetVariable", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]),
            ("TessBaseAPISetPageSegMode", None, [ctypes.c_void_p, ctypes.c_int]),
            ("TessBaseAPISetImage", None, [ctypes.c_void_p, ctypes.c_char_p] + 4 * [ctypes.c_int]),
            ("TessBaseAPIGetUTF8Text", ctypes.c_void_p, [ctypes.c_void_p]),
            ("TessBaseAPIGetTsvText", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("TessDeleteText", None, [ctypes.c_void_p]),
            ("TessBaseAPIClear", None, [ctypes.c_void_p])):
        function = getattr(tesseract, name)
        function.restype, function.argtypes = result, arguments
    return tesseract


@functools.cache
def reader(language):
    tesseract = library()
    made = tesseract.TessBaseAPICreate()
    if tesseract.TessBaseAPIInit3(made, None, language.encode()) != 0:
        raise RuntimeError(f"tesseract has no model for {language}")
    tesseract.TessBaseAPISetVariable(made, b"debug_file", b"/dev/null")
    return made


def read(picture, language, mode, get):
    tesseract, made = library(), reader(language)
    tesseract.TessBaseAPISetPageSegMode(made, mode)
    tesseract.TessBaseAPISetImage(made, picture.rgb, picture.width, picture.height, 3, 3 * picture.width)
    text = get(tesseract, made)
    read_text = ctypes.string_at(text).decode() if text else ""
    tesseract.TessDeleteText(text)
    tesseract.TessBaseAPIClear(made)
    return read_text


texts_of_pictures = {}


def once(what, picture, language, mode, get):
    """The same picture says the same each time: it is read once."""
    asked = what, hashlib.sha256(picture.rgb).digest(), picture.width, language
    if asked not in texts_of_pictures:
        texts_of_pictures[asked] = read(picture, language, mode, get)
    return texts_of_pictures[asked]


def lines(picture, language):
    """The text of a picture that holds one block of it."""
    return once("lines", picture, language, LINES, lambda tesseract, made: tesseract.TessBaseAPIGetUTF8Text(made))


def words(picture, language):
    """(text, left, top, width, height) of each word, wherever it stands, in pixels."""
    table = once("words", picture, language, WORDS_ANYWHERE,
                 lambda tesseract, made: tesseract.TessBaseAPIGetTsvText(made, 0))
    rows = [line.split("\t") for line in table.splitlines()]
    return [(row[11], *map(int, row[6:10])) for row in rows if len(row) == 12]
