#!/usr/bin/env python3
"""Makes the event registry's C++ headers and its page of documentation from events.toml.

generate_events.py headers EVENTS.TOML OUT_DIR ROOM...   one OUT_DIR/<room>_events.h a room, and OUT_DIR/words.h
generate_events.py page    EVENTS.TOML PAGE.MD           writes the page
generate_events.py check   EVENTS.TOML PAGE.MD           exits 1 when the page is not what `page` would write
"""
import pathlib
import re
import sys
import tomllib

PRIORITIES = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"]
PLAIN_TYPES = {
    "number": ("std::int64_t", "<cstdint>"),
    "milliseconds": ("std::chrono::milliseconds", "<chrono>"),
    "seconds": ("std::chrono::seconds", "<chrono>"),
}
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
EVENT_KEYS = {"priority", "meaning", "action", "parameters"}
NOTICE = "// Made from base/core/events.toml by base/core/generate_events.py. Do not edit.\n#pragma once\n\n"


class Mistake(Exception):
    """The registry breaks its own rules; the text says where and how."""


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def is_word_list(kind):
    return isinstance(kind, list)


def require(condition, where, what):
    if not condition:
        raise Mistake(f"events.toml: [{where}]: {what}")


def check_words(where, words):
    require(len(words) >= 2, where, "a list of words needs at least two")
    require(len(set(words)) == len(words), where, "a word occurs twice")
    for word in words:
        require(isinstance(word, str) and NAME.match(word), where, f"{word!r} is no lower_case word")


def check_event(where, event, types):
    require(set(event) <= EVENT_KEYS, where, f"allowed keys are {', '.join(sorted(EVENT_KEYS))}")
    require(event.get("priority") in PRIORITIES, where, f"priority is one of {', '.join(PRIORITIES)}")
    meaning = event.get("meaning", "")
    require(meaning.endswith(".") and '"' not in meaning and "\\" not in meaning, where,
            "meaning is one plain sentence that ends in a full stop")
    if PRIORITIES.index(event["priority"]) <= PRIORITIES.index("warning"):
        require("action" in event, where, "an event of this priority says an action")
    for name, kind in event.get("parameters", {}).items():
        require(NAME.match(name) and name != "log", where, f"{name!r} is no lower_case name")
        if is_word_list(kind):
            check_words(where, kind)
        else:
            require(kind in PLAIN_TYPES or kind in types, where, f"parameter {name} has the unknown type {kind!r}")


def load(path):
    """The registry as (types, {room: {event: table}}), every rule checked."""
    tables = tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    types = tables.pop("types", {})
    for name, kind in types.items():
        require({"cpp", "header"} <= set(kind) <= {"cpp", "header", "words"}, "types", f"{name} needs cpp and header")
        if "words" in kind:
            check_words("types", kind["words"])
    for room, events in tables.items():
        for name, event in events.items():
            where = f"{room}.{name}"
            require(NAME.match(name) and isinstance(event, dict), where, "is no event")
            check_event(where, event, types)
    return types, tables


def enumeration(name, words, function_prefix):
    cases = "\n".join(f'    case {name}::k{pascal(word)}:\n      return "{word}";' for word in words)
    enumerators = ", ".join("k" + pascal(word) for word in words)
    return (f"enum class {name} : std::uint8_t {{ {enumerators} }};\n"
            f"[[nodiscard]] {function_prefix}const char* ToString({name} word) {{\n"
            f"  switch (word) {{\n{cases}\n  }}\n  return \"unknown\";\n}}\n")


def words_header(types):
    body = "\n".join(enumeration(pascal(name), kind["words"], "constexpr ")
                     for name, kind in types.items() if "words" in kind)
    return f"{NOTICE}#include <cstdint>\n\nnamespace clearway::events {{\n\n{body}\n}}  // namespace clearway::events\n"


def member_type(event_type, name, kind, types):
    if is_word_list(kind):
        return event_type + pascal(name)
    if kind in PLAIN_TYPES:
        return PLAIN_TYPES[kind][0]
    return "::clearway::" + types[kind]["cpp"]


def event_struct(room, name, event, types):
    parameters = event.get("parameters", {})
    struct = pascal(name)
    lists = "".join(enumeration(struct + pascal(parameter), kind, "constexpr ") + "\n"
                    for parameter, kind in parameters.items() if is_word_list(kind))
    members = "".join(f"  {member_type(struct, parameter, kind, types)} {parameter};\n"
                      for parameter, kind in parameters.items())
    adds = "".join(f'    log.Add("{parameter}", this->{parameter});\n' for parameter in parameters)
    argument = "LogLine& log" if parameters else "LogLine&"
    body = f"{{\n{adds}  }}" if parameters else "{}"
    return (f"{lists}// {event['meaning']}\nstruct {struct} {{\n{members}"
            f"  static constexpr LogName kName{{\"{room}.{name}\"}};\n"
            f"  static constexpr Priority kPriority = Priority::k{pascal(event['priority'])};\n"
            f"  static constexpr LogName kMeaning{{\"{event['meaning']}\"}};\n"
            f"  void AddTo({argument}) const {body}\n}};\n")


def room_header(room, events, types):
    headers = {"<cstdint>"}
    for event in events.values():
        for kind in event.get("parameters", {}).values():
            if not is_word_list(kind):
                headers.add(PLAIN_TYPES[kind][1] if kind in PLAIN_TYPES else f'"{types[kind]["header"]}"')
    standard = "".join(f"#include {header}\n" for header in sorted(headers) if header.startswith("<"))
    own = "".join(f"#include {header}\n" for header in sorted(headers | {'"base/core/log.h"'})
                  if header.startswith('"'))
    structs = "\n".join(event_struct(room, name, event, types) for name, event in events.items())
    return (f"{NOTICE}{standard}\n{own}\nnamespace clearway::events::{room} {{\n\n{structs}\n"
            f"}}  // namespace clearway::events::{room}\n")


def page_parameter(name, kind, types):
    if is_word_list(kind):
        return f"`{name}` ({', '.join(kind)})"
    if kind in types and "words" in types[kind]:
        return f"`{name}` ({', '.join(types[kind]['words'])})"
    return f"`{name}` ({kind.replace('_', ' ')})"


def page(types, rooms):
    lines = ["# Events in the log", "",
             "Made from base/core/events.toml by `ninja events_page`; a test keeps it true. Each line in the journal is",
             "`room.event_name`, the parameters as `key=value`, and the meaning. No event carries anything about a traveller.",
             ""]
    for room in sorted(rooms):
        lines += [f"## {room}", "", "| event | priority | parameters | meaning | what to do |", "|---|---|---|---|---|"]
        for name, event in rooms[room].items():
            parameters = ", ".join(page_parameter(p, k, types) for p, k in event.get("parameters", {}).items())
            lines.append(f"| `{room}.{name}` | {event['priority']} | {parameters} | {event['meaning']} |"
                         f" {event.get('action', '')} |")
        lines.append("")
    return "\n".join(lines)


def write_if_changed(path, text):
    """An unchanged header keeps its time, so that nothing is built anew."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def write_headers(types, rooms, out, expected):
    unknown = set(rooms) - set(expected)
    if unknown:
        raise Mistake(f"events.toml: no such room: {', '.join(sorted(unknown))}; rooms are {', '.join(expected)}")
    out.mkdir(parents=True, exist_ok=True)
    write_if_changed(out / "words.h", words_header(types))
    for room in expected:
        write_if_changed(out / f"{room}_events.h", room_header(room, rooms.get(room, {}), types))


def main(command, source, target, *expected):
    types, rooms = load(source)
    target = pathlib.Path(target)
    if command == "headers":
        write_headers(types, rooms, target, expected)
    elif command == "page":
        write_if_changed(target, page(types, rooms))
    elif not target.exists() or target.read_text(encoding="utf-8") != page(types, rooms):
        raise Mistake(f"{target} is not what events.toml says: run `ninja events_page` and commit it")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("headers", "page", "check"):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (Mistake, tomllib.TOMLDecodeError, OSError) as mistake:
        sys.exit(str(mistake))
