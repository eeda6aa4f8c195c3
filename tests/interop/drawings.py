#!/usr/bin/env python3
"""Writes a small data set in CIFAR-10's binary form: 100 noisy squares of ten colours to train on, 50 to test with."""
import pathlib
import random
import sys


def records(count, draw):
    for i in range(count):
        label = i % 10
        yield bytes([label])
        for channel in range(3):
            base = (label * 25 + 80 * channel) % 256
            yield bytes(min(255, max(0, base + draw.randint(-60, 60))) for _ in range(1024))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True)
    draw = random.Random(1)
    for batch in range(1, 6):
        (folder / f"data_batch_{batch}.bin").write_bytes(b"".join(records(20, draw)))
    (folder / "test_batch.bin").write_bytes(b"".join(records(50, draw)))
    names = "airplane automobile bird cat deer dog frog horse ship truck".split()
    (folder / "batches.meta.txt").write_text("".join(f"{name}\n" for name in names))


if __name__ == "__main__":
    main()
