"""Builds bench/Dbd.Work and runs it: what the programs in this folder share."""
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, "artifacts", "bin", "Dbd.Work", "release", "Dbd.Work.dll")


def build():
    done = subprocess.run(["dotnet", "build", os.path.join(ROOT, "bench", "Dbd.Work"), "-c", "Release", "-v", "quiet", "--nologo"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(done.stdout)


def output(work, environment=None, **options):
    """What it prints for a piece of work."""
    return run(["dotnet", PROGRAM, work], {**os.environ, **(environment or {})}, options)


def measured(text):
    """The figures in the last line of what it, or a peer, prints."""
    return json.loads(text.strip().splitlines()[-1])


def run(command, environment, options):
    command = [*command, *(text for name, value in options.items() for text in (f"--{name}", str(value)))]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")
    return done.stdout
