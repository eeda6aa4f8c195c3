"""Checks our readers and writers of data sets against other programs, pixel for pixel: forms.sh runs it.

NumPy and PIL are needed. Parquet and Arrow files are made and read by pyarrow and datasets where they are installed, else by Apache Arrow's
JavaScript and Rust libraries (npm install parquet-wasm apache-arrow, and NODE_MODULES=that folder), else they are left out, which is said."""
import csv
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

TOOL, FOLDER = sys.argv[1], Path(sys.argv[2])
HERE = Path(__file__).parent
NAMES = ["dog", "cat", "ox"]
failures = 0
try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    pa = None
try:
    import datasets
except ImportError:
    datasets = None
NODE = os.environ.get("NODE_MODULES")


def check(what, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {what}{'' if good else ': ' + str(detail)}", flush=True)


def ours(*args):
    return subprocess.run([TOOL, *map(str, args)], capture_output=True, text=True)


def encoded(pixels, kind):
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return stream.getvalue()


def decoded(file):
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))


rng = np.random.default_rng(1)


def sample_set(count):
    pixels = rng.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    labels = np.array([i % 3 for i in range(count)], dtype=np.int64)
    return [encoded(p, ["PNG", "JPEG", "WEBP", "BMP"][i % 4]) for i, p in enumerate(pixels)], labels


SETS = {"train": sample_set(23), "test": sample_set(7)}
PIXELS = {name: np.stack([decoded(f) for f in files]) for name, (files, _) in SETS.items()}


def compare(what, path, pixels=PIXELS, names=NAMES):
    out = FOLDER / "seen"
    out.mkdir(exist_ok=True)
    result = ours("read", path, out)
    if result.returncode:
        return check(what, False, result.stderr)
    check(f"{what}: classes", result.stdout.strip() == "|".join(names), result.stdout)
    for name, (_, labels) in SETS.items():
        check(f"{what}: {name} labels", np.array_equal(np.load(out / f"{name}_labels.npy"), labels))
        check(f"{what}: {name} pixels", np.array_equal(np.load(out / f"{name}.npy"), pixels[name]))


def made(name):
    path = FOLDER / name
    path.mkdir()
    return path


def node(*args):
    result = subprocess.run(["node", str(HERE / "forms.mjs"), *map(str, args)], capture_output=True, text=True,
                            env={**os.environ, "NODE_MODULES": str(Path(NODE).resolve())})
    check("node " + " ".join(map(str, args[:1])), result.returncode == 0, result.stderr)


def features():
    return {"image": {"_type": "Image"}, "label": {"names": NAMES, "_type": "ClassLabel"}}


# As numpy writes them, plain and compressed, and with labels of every kind.
for kind in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", ">i4", "float64"]:
    folder = made(f"npz-{kind.strip('>')}-{kind[0] == '>'}")
    save = np.savez if kind == "uint8" else np.savez_compressed
    save(folder / "data.npz", **{f"{n}_images": PIXELS[n] for n in SETS}, **{f"{n}_labels": SETS[n][1].astype(kind)[:, None] for n in SETS})
    compare(f"npz {kind}", folder, names=["0", "1", "2"])
folder = made("npz-grey")
np.savez(folder / "data.npz", x_train=PIXELS["train"][..., 0], y_train=SETS["train"][1], x_test=PIXELS["test"][..., 0], y_test=SETS["test"][1])
compare("npz grey", folder, {n: np.repeat(p[..., :1], 3, axis=3) for n, p in PIXELS.items()}, ["0", "1", "2"])

# As webdataset's TarWriter writes them, which is Python's tarfile.
for kind, number in [("pax", tarfile.PAX_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("ustar", tarfile.USTAR_FORMAT)]:
    folder = made(f"tar-{kind}")
    for name, (files, labels) in SETS.items():
        with tarfile.open(folder / f"{name}-000000.tar", "w", format=number) as tar:
            for i, (file, label) in enumerate(zip(files, labels)):
                for ending, content in [(Image.open(io.BytesIO(file)).format.lower(), file), ("cls", str(label).encode())]:
                    info = tarfile.TarInfo(f"{'deep/' * (40 if kind != 'ustar' else 2)}{i:06}.{ending}")
                    info.size = len(content)
                    tar.addfile(info, io.BytesIO(content))
    (folder / "classes.txt").write_text("\n".join(NAMES))
    compare(f"webdataset {kind}", folder)

folder = made("csv")
for name, (files, labels) in SETS.items():
    (folder / name).mkdir()
    with open(folder / f"{name}.csv", "w", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["id", "label"])
        for i, (file, label) in enumerate(zip(files, labels)):
            ending = Image.open(io.BytesIO(file)).format.lower()
            (folder / name / f"p{i}.{ending}").write_bytes(file)
            rows.writerow([f"p{i}", label])
(folder / "classes.txt").write_text("\n".join(NAMES))
compare("csv_folder", folder)

# Parquet and Arrow.
for name, (files, labels) in SETS.items():
    raw = made(f"raw-{name}")
    for i, file in enumerate(files):
        (raw / f"{i}.bin").write_bytes(file)
    (raw / "labels.json").write_text(json.dumps({"labels": labels.tolist(), "features": features()}))
for version in ["1.0", "2.0"]:
    for compression in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
        folder = made(f"parquet-{version}-{compression}")
        for name, (files, labels) in SETS.items():
            target = folder / f"{name}-00000-of-00001.parquet"
            if pa:
                images = pa.array([{"bytes": f, "path": None if i % 2 else f"{i}.png"} for i, f in enumerate(files)],
                                  pa.struct([("bytes", pa.binary()), ("path", pa.string())]))
                table = pa.table({"image": images, "label": pa.array(labels)}).replace_schema_metadata(
                    {"huggingface": json.dumps({"info": {"features": features()}})})
                pq.write_table(table, target, compression=compression, data_page_version=version, row_group_size=5)
            elif NODE:
                node("parquet", FOLDER / f"raw-{name}", target, version, compression)
        if pa or NODE:
            compare(f"parquet {version} {compression}", folder)
folder = made("saved")
if datasets:
    feature = datasets.Features({"image": datasets.Image(), "label": datasets.ClassLabel(names=NAMES)})
    datasets.DatasetDict({
        n: datasets.Dataset.from_dict({"image": [{"bytes": f, "path": None} for f in fs], "label": ls.tolist()}, features=feature)
        for n, (fs, ls) in SETS.items()}).save_to_disk(str(folder))
elif NODE:
    (folder / "dataset_dict.json").write_text(json.dumps({"splits": list(SETS)}))
    for name in SETS:
        (folder / name).mkdir()
        node("arrow", FOLDER / f"raw-{name}", folder / name / "data-00000-of-00001.arrow")
        (folder / name / "state.json").write_text(json.dumps({"_data_files": [{"filename": "data-00000-of-00001.arrow"}], "_split": name}))
        (folder / name / "dataset_info.json").write_text(json.dumps({"features": features()}))
if datasets or NODE:
    compare("saved_dataset", folder)
else:
    print("left out: Parquet and Arrow, as neither pyarrow nor NODE_MODULES is there")

# What we write, read by others.
for form in ["npz", "webdataset", "csv_folder", "parquet", "saved_dataset"]:
    out = made(f"ours-{form}")
    result = ours("write", form, FOLDER / "csv", out)
    check(f"write {form}", result.returncode == 0, result.stderr)
    for name, (_, labels) in SETS.items():
        if form == "npz":
            arrays = np.load(out / "data.npz")
            seen = arrays[f"{name}_images"], arrays[f"{name}_labels"][:, 0]
        elif form == "webdataset":
            with tarfile.open(out / f"{name}-000000.tar") as tar:
                content = {m.name: tar.extractfile(m).read() for m in tar}
            keys = sorted({k.split(".")[0] for k in content})
            seen = np.stack([decoded(content[f"{k}.png"]) for k in keys]), np.array([int(content[f"{k}.cls"]) for k in keys])
        elif form == "csv_folder":
            with open(out / f"{name}.csv", newline="") as table:
                rows = list(csv.DictReader(table))
            seen = (np.stack([decoded((out / name / f"{r['id']}.png").read_bytes()) for r in rows]), np.array([int(r["label"]) for r in rows]))
        else:
            source = (out / "data" / f"{name}-00000-of-00001.parquet") if form == "parquet" else (out / name / "data-00000-of-00001.arrow")
            if pa:
                table = pq.read_table(source) if form == "parquet" else pa.ipc.open_stream(source.read_bytes()).read_all()
                check(f"{form} {name} features", json.loads(table.schema.metadata[b"huggingface"])["info"]["features"] == features())
                rows = table.to_pylist()
                seen = np.stack([decoded(r["image"]["bytes"]) for r in rows]), np.array([r["label"] for r in rows])
            elif NODE:
                target = made(f"read-{form}-{name}")
                node("read", source, target)
                told = json.loads((target / "labels.json").read_text())
                check(f"{form} {name} features", json.loads(told["note"])["info"]["features"] == features(), told["note"])
                seen = (np.stack([decoded((target / f"{i}.bin").read_bytes()) for i in range(len(told["labels"]))]), np.array(told["labels"]))
            else:
                continue
        check(f"{form} {name} pixels, read by others", np.array_equal(seen[0], PIXELS[name]))
        check(f"{form} {name} labels, read by others", np.array_equal(seen[1], labels))
    if datasets and form == "saved_dataset":
        check("datasets reads what we save", datasets.load_from_disk(str(out))["train"].features["label"].names == NAMES)

print("All as it should be." if failures == 0 else f"{failures} differences.")
sys.exit(failures > 0)
