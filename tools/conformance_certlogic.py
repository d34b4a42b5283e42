"""CertLogic's part of tools/conformance: the specification's own suites, and national rules with their tests.

Each of them goes through `clearway rules evaluate` (its --help has the contract).
"""
import json
import subprocess

COMMON = "@common"  # stands for the folder's valuesets.json


def evaluate(program, cases):
    """The program's results, one a case and in their order."""
    text = "".join(json.dumps(case) + "\n" for case in cases)
    run = subprocess.run([program, "rules", "evaluate"], input=text, capture_output=True, text=True, check=False)
    results = [json.loads(line) for line in run.stdout.splitlines()]
    if len(results) != len(cases):
        raise SystemExit(f"conformance: {len(cases)} expressions gave {len(results)} results: {run.stderr.strip()}")
    return results


def json_files(folder):
    for path in sorted(folder.glob("*.json")):
        suite = json.loads(path.read_text(encoding="utf-8"))
        if suite.get("directive") != "skip":
            yield path.stem, suite


def suite_cases(folder):
    """Pairs of a case and the value that it must have."""
    for stem, suite in json_files(folder):
        for number, case in enumerate(suite["cases"], 1):
            if case.get("directive") == "skip":
                continue
            for index, assertion in enumerate(case["assertions"], 1):
                if assertion.get("directive") == "skip":
                    continue
                logic = assertion.get("certLogicExpression", case.get("certLogicExpression"))
                yield {"id": f"{stem}/{number}/{index}", "logic": logic,
                       "data": assertion.get("data")}, assertion["expected"]


def validation_cases(folder):
    """Pairs of a case and the issues that must be found in it."""
    for stem, suite in json_files(folder):
        for number, case in enumerate(suite["cases"], 1):
            if case.get("directive") != "skip":
                yield {"id": f"{stem}/{number}", "logic": case["certLogicExpression"]}, case["issues"]


def rule_cases(path, common):
    """Pairs of a case and the value that its rule must have."""
    with open(path, encoding="utf-8") as lines:
        for case in map(json.loads, filter(str.strip, lines)):
            external = dict(case.get("external") or {})
            if external.get("valueSets") == COMMON:
                external["valueSets"] = common
            yield {"id": case["id"], "logic": case["rule"]["Logic"],
                   "data": {"payload": case["payload"], "external": external}}, case["expected"]


def same(one, other):
    """Equal as JSON: 42 is 42.0, and true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def value_problem(result, expected):
    if "value" in result and same(result["value"], expected):
        return None
    return f"wanted {json.dumps(expected)}, got {json.dumps(result.get('value', result.get('error', result.get('issues'))))}"


def issues_problem(result, expected):
    return None if same(result.get("issues"), expected) else f"found {json.dumps(result.get('issues'))}"


def run_suite(name, program, pairs, problem_of, report):
    pairs = list(pairs)
    results = evaluate(program, [case for case, _ in pairs])
    problems = [(case["id"], problem_of(result, expected)) for (case, expected), result in zip(pairs, results)]
    wrong = [f"{case_id}: {problem}" for case_id, problem in problems if problem]
    return report(name, len(pairs) - len(wrong), len(pairs), wrong)


def run(folder, programs, report):
    """Runs what the folder holds of certlogic/; `report` is called once a suite. True when all is right."""
    root = folder / "certlogic"
    program = programs / "clearway"
    good = True
    if (root / "suite").is_dir():
        good &= run_suite("certlogic/suite", program, suite_cases(root / "suite"), value_problem, report)
    if (root / "validation").is_dir():
        good &= run_suite("certlogic/validation", program, validation_cases(root / "validation"), issues_problem, report)
    value_sets = root / "valuesets.json"
    common = json.loads(value_sets.read_text(encoding="utf-8")) if value_sets.exists() else {}
    for path in sorted((root / "rules").glob("*.jsonl")):
        good &= run_suite(f"certlogic/rules/{path.stem}", program, rule_cases(path, common), value_problem, report)
    return good
