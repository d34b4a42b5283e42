#!/usr/bin/env python3
"""The public conformance suites, where they lie beside the source. usage: conformance_test.py BIN_DIR"""
import pathlib
import subprocess
import sys

HOUSE = pathlib.Path(__file__).resolve().parents[2]
SUITES = HOUSE.parent / "shared" / "conformance"
SKIPPED = 77

if not SUITES.is_dir():
    print(f"skipped: there is no {SUITES}")
    sys.exit(SKIPPED)
sys.exit(subprocess.run([HOUSE / "tools" / "conformance", SUITES, "--bin", sys.argv[1]], check=False).returncode)
