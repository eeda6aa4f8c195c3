"""Builds bench/Dbd.Work and runs it: what the programs in this folder share."""
import json
import os
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

BATCH = {"supervise": 128, "simclr": 512, "mixmatch": 64, "views": 512}
STEPS = {64: {"supervise": 12, "simclr": 2, "mixmatch": 8}, 16: {"supervise": 60, "simclr": 10, "mixmatch": 40}}
WARM_UP = {64: 1, 16: 3}


def build(root=ROOT):
    """In this checkout, or in another one."""
    done = subprocess.run(["dotnet", "build", os.path.join(root, "bench", "Dbd.Work"), "-c", "Release", "-v", "quiet", "--nologo"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(done.stdout)


def output(work, environment=None, root=ROOT, **options):
    """What it prints for a piece of work."""
    program = os.path.join(root, "artifacts", "bin", "Dbd.Work", "release", "Dbd.Work.dll")
    return run(["dotnet", program, work], {**os.environ, **(environment or {})}, options)


def options(work, args, steps=None):
    """Of a piece of work that is measured beside another program's: as in the paper where nothing else is asked for."""
    size = 64 if args.width > 32 else 16
    return {"data": args.data, "width": args.width, "batch": args.batch or BATCH[work], "threads": args.threads,
            "workers": args.workers, "steps": steps or args.steps or STEPS[size][work], "warmup": WARM_UP[size]}


def precisions(args):
    """Those that are asked for; by default fp32, and bf16 where that is faster."""
    if args.precision:
        return args.precision
    return ["bf16", "fp32"] if output("precision", data=args.data, threads=args.threads).strip() == "bf16" else ["fp32"]


def add_options(parser):
    """What programs that measure beside another one are asked."""
    parser.add_argument("--data", required=True, help="folder with CIFAR-10")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--precision", nargs="+", choices=["fp32", "bf16"],
                        help="of ours, which take turns too; default: fp32, and bf16 where that is faster")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--batch", type=int, help="default as in the paper: " + str(BATCH))
    parser.add_argument("--steps", type=int, help="timed steps; default by work and width")


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def measured(text):
    """The figures in the last line of what it, or a peer, prints."""
    return json.loads(text.strip().splitlines()[-1])


def run(command, environment, options):
    command = [*command, *(text for name, value in options.items() for text in (f"--{name}", str(value)))]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")
    return done.stdout
