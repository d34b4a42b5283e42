#!/usr/bin/env python3
"""Writes the table of camera/kanji.h as C++, from Python's own knowledge of Shift JIS. usage: generate_kanji.py FILE"""
import pathlib
import sys


def unicode_of(packed: int) -> int:
    offset = packed // 0xC0 << 8 | packed % 0xC0
    character = offset + (0x8140 if offset < 0x1F00 else 0xC140)
    for codec in ("shift_jis", "cp932"):  # the second knows a row of signs that phones write, too
        try:
            return ord(character.to_bytes(2, "big").decode(codec))
        except (UnicodeDecodeError, TypeError):
            pass
    return 0


def main() -> None:
    numbers = [f"0x{unicode_of(packed):04x}," for packed in range(1 << 13)]
    rows = [" ".join(numbers[i : i + 12]) for i in range(0, len(numbers), 12)]
    pathlib.Path(sys.argv[1]).write_text(
        '#include "camera/kanji.h"\n\nnamespace clearway::camera {\n\n'
        "const std::array<char16_t, 1 << 13> kKanjiCharacters = {\n" + "\n".join(rows) + "\n};\n\n}  // namespace clearway::camera\n"
    )


if __name__ == "__main__":
    main()
