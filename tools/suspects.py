#!/usr/bin/env python3
"""Scores what `dbd defend` found against what is known: tools/suspects.py SUSPECTS.csv POISON_INDEX.npy

POISON_INDEX.npy is what `dbd poison` left in truth/ (1 where a sample is poisoned, in the order of the configuration's data). Where the data
were written as an image folder their order is another one: then truth/train.csv, beside it, says which file is which sample.
Prints AUROC, recall of poisoned samples in the top 5 % and 10 %, how many suspected ones are poisoned, and the label most of them have.
Needs Python 3 and nothing else.
"""
import ast
import collections
import csv
import pathlib
import struct
import sys


def npy(path):
    """The float64 numbers of a one-dimensional .npy file, format 1.0."""
    data = pathlib.Path(path).read_bytes()
    if not data.startswith(b"\x93NUMPY\x01\x00"):
        sys.exit(f"{path} is no .npy file of format 1.0.")
    start = 10 + struct.unpack_from("<H", data, 8)[0]
    header = ast.literal_eval(data[10:start].decode("latin-1"))
    if header["descr"] != "<f8" or len(header["shape"]) != 1:
        sys.exit(f"{path} holds {header['descr']} {header['shape']}, not float64 [samples].")
    return struct.unpack_from(f"<{header['shape'][0]}d", data, start)


def poisoned_files(index_path):
    """The poisoned samples by the names of their files, if the data were written as files."""
    table = pathlib.Path(index_path).with_name("train.csv")
    if not table.exists():
        return {}
    with open(table, newline="", encoding="utf-8") as lines:
        return {row["sample"]: row["poisoned"] == "1" for row in csv.DictReader(lines)}


def auroc(scores, truth):
    """The chance that a poisoned sample has a higher score than a clean one; equal scores count half."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    rank_sum, first = 0.0, 0
    while first < len(order):
        end = first
        while end < len(order) and scores[order[end]] == scores[order[first]]:
            end += 1
        rank_sum += (first + 1 + end) / 2 * sum(truth[i] for i in order[first:end])
        first = end
    positives = sum(truth)
    negatives = len(truth) - positives
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    index = npy(sys.argv[2])
    files = poisoned_files(sys.argv[2])
    if rows and rows[0]["file"]:
        missing = [row["file"] for row in rows if row["file"] not in files]
        if missing:
            sys.exit(f"{missing[0]} is not in truth/train.csv: the suspects are of other data.")
        truth = [files[row["file"]] for row in rows]
    else:
        if len(index) != len(rows):
            sys.exit(f"{len(rows)} samples in {sys.argv[1]}, {len(index)} in {sys.argv[2]}: they are of different data.")
        truth = [index[int(row["index"])] == 1 for row in rows]
    poisoned = sum(truth)
    print(f"samples {len(rows)}, poisoned {poisoned}")
    if 0 < poisoned < len(rows):
        print(f"AUROC {auroc([float(row['score']) for row in rows], truth):.4f}")
        for share in (0.05, 0.10):
            top = int(len(rows) * share)
            print(f"recall in the top {share:.0%} {sum(truth[:top]) / poisoned:.4f}")
    suspected = [i for i, row in enumerate(rows) if row["suspected"] == "true"]
    hits = sum(truth[i] for i in suspected)
    print(f"suspected {len(suspected)}, poisoned among them {hits}")
    labels = collections.Counter(rows[i]["label"] for i in suspected)
    print(f"target named: {labels.most_common(1)[0][0] if labels else 'none'}")
    if poisoned:
        print(f"true target: {collections.Counter(row['label'] for row, p in zip(rows, truth) if p).most_common(1)[0][0]}")


if __name__ == "__main__":
    main()
