"""Makes pictures of every form, compares what we read with what PIL reads, and with a third argument writes tests/golden/pictures.json.

pictures.py TOOL FOLDER [JSON]: TOOL is the built Interop, FOLDER an empty one. The reference is PIL's exif_transpose and convert("RGB");
where we decided otherwise (docs/data.md), it is a formula beside the picture."""
import base64
import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

TOOL, FOLDER = sys.argv[1], Path(sys.argv[2])
RNG = np.random.default_rng(3)
HEIGHT, WIDTH = 5, 7
files = {}
formulas = {}


def noise(*channels, most=256):
    return RNG.integers(0, most, (HEIGHT, WIDTH, *channels))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, depth):
    if depth >= 8:
        return row.astype(">u2" if depth == 16 else "u1").tobytes()
    bits = "".join(f"{v:0{depth}b}" for v in row)
    return bytes(int(bits[i:i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))


def png(name, colour, depth, pixels, before=b"", after=b""):
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], depth, colour, 0, 0, 0)
    raw = b"".join(b"\0" + packed(row, depth) for row in pixels)
    files[f"{name}.png"] = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(raw)) + after
                            + chunk(b"IEND", b""))


def exif(orientation, order="<"):
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)


def saved(name, image, **options):
    stream = io.BytesIO()
    image.save(stream, Path(name).suffix[1:].replace("jpg", "jpeg"), **options)
    files[name] = stream.getvalue()


def lzw(bits, pixels):
    # Single pixels only, and the table is cleared before codes grow.
    clear, packed_bits, held, out = 1 << bits, 0, 0, bytearray()
    codes = [c for i, p in enumerate(pixels) for c in (([clear] if i % (clear - 2) == 0 else []) + [p])] + [clear + 1]
    for code in codes:
        packed_bits |= code << held
        held += bits + 1
        while held >= 8:
            out.append(packed_bits & 255)
            packed_bits, held = packed_bits >> 8, held - 8
    out.append(packed_bits & 255)
    return bytes([bits]) + b"".join(bytes([len(out[i:i + 255])]) + out[i:i + 255] for i in range(0, len(out), 255)) + b"\0"


def gif(name, frame, shared=None, own=None, transparent=None, background=0, frames=1, interlaced=0):
    def flags(palette):
        return 0x80 | 2 if palette else 0
    file = b"GIF89a" + struct.pack("<HHBBB", WIDTH, HEIGHT, flags(shared), background, 0) + (shared or b"")
    left, top, width, height = frame
    for _ in range(frames):
        if transparent is not None:
            file += b"\x21\xf9\x04\x01\0\0" + bytes([transparent, 0])
        file += b"\x2c" + struct.pack("<HHHHB", left, top, width, height, flags(own) | (0x40 if interlaced else 0)) + (own or b"")
        file += lzw(3, [int(p) for p in RNG.integers(0, 8, width * height)])
    files[f"{name}.gif"] = file + b";"


def make_png():
    grey16 = noise(most=65536)
    for name, before in (("grey16", b""), ("grey16_transparent", chunk(b"tRNS", struct.pack(">H", int(grey16[0, 0]))))):
        png(name, 0, 16, grey16, before)
        formulas[f"{name}.png"] = np.repeat((grey16 >> 8).astype(np.uint8)[..., None], 3, 2)
    for name, colour, channels in (("rgb", 2, 3), ("grey_alpha", 4, 2), ("rgb_alpha", 6, 4)):
        png(f"{name}16", colour, 16, noise(channels, most=65536))
        png(f"{name}8", colour, 8, noise(channels))
    palette = RNG.integers(0, 256, 768, dtype=np.uint8).tobytes()
    for depth in (1, 2, 4, 8):
        png(f"grey{depth}", 0, depth, noise(most=1 << depth))
        png(f"palette{depth}", 3, depth, noise(most=1 << depth), chunk(b"PLTE", palette[:3 << depth]))
    transparency = RNG.integers(0, 256, 256, dtype=np.uint8).tobytes()
    png("palette_transparent", 3, 8, noise(), chunk(b"PLTE", palette) + chunk(b"tRNS", transparency))
    png("palette_clear", 3, 8, noise(), chunk(b"PLTE", palette) + chunk(b"tRNS", bytes(256)))
    png("rgb_transparent", 2, 8, noise(3), chunk(b"tRNS", bytes(6)))
    png("gamma", 2, 8, noise(3), chunk(b"gAMA", struct.pack(">I", 100000)))
    for orientation in range(1, 9):
        png(f"exif{orientation}", 2, 8, noise(3), chunk(b"eXIf", exif(orientation)))
    png("exif_big_endian", 2, 8, noise(3), chunk(b"eXIf", exif(6, ">")))
    png("exif_after", 2, 8, noise(3), after=chunk(b"eXIf", exif(8)))
    png("exif_of_no_orientation", 2, 8, noise(3), chunk(b"eXIf", exif(9)))


def make_gif():
    shared, own = (RNG.integers(1, 256, 24, dtype=np.uint8).tobytes() for _ in range(2))
    whole, part = (0, 0, WIDTH, HEIGHT), (2, 1, 4, 3)
    gif("whole", whole, shared)
    gif("interlaced", whole, shared, interlaced=1)
    gif("transparent", whole, shared, transparent=5)
    gif("part", part, shared, background=4)
    gif("part_transparent", part, shared, background=4, transparent=5)
    gif("part_own", part, own=own)
    gif("part_both", part, shared, own, transparent=1)
    gif("part_beyond", part, shared, transparent=200)
    gif("two_frames", whole, shared, transparent=5, frames=2)


def make_lossy():
    rows, columns = np.mgrid[0:24, 0:32]
    smooth = np.stack([columns * 7 % 256, rows * 9 % 256, (rows + columns) * 3 % 256], -1).astype(np.uint8)
    image = Image.fromarray(smooth)
    saved("baseline.jpg", image, quality=90)
    saved("progressive.jpg", image, quality=90, progressive=True)
    saved("grey.jpg", Image.fromarray(smooth[..., 0]), quality=90)
    saved("cmyk.jpg", Image.fromarray(np.dstack([smooth, smooth[..., :1]]), "CMYK"), quality=90)
    saved("turned.jpg", image, quality=90, exif=b"Exif\0\0" + exif(6))
    saved("lossy.webp", image, quality=80)
    saved("turned.webp", image, lossless=True, exif=exif(6))
    saved("alpha.webp", Image.fromarray(noise(4).astype(np.uint8), "RGBA"), lossless=True, exact=True)
    saved("alpha.bmp", Image.fromarray(noise(4).astype(np.uint8), "RGBA"))
    files["junk_after.jpg"] = files["progressive.jpg"] + b"junk \xff\x00"
    for name in ("baseline.jpg", "progressive.jpg", "alpha.bmp", "whole.gif", "rgb8.png", "lossy.webp"):
        stem, ending = name.split(".")
        files[f"{stem}_cut.{ending}"] = files[name][:len(files[name]) * 3 // 4]
    files["progressive_no_end.jpg"] = files["progressive.jpg"][:-2]
    grey16 = noise(most=65536)
    files["grey16.pgm"] = b"P5 7 5 65535\n" + grey16.astype(">u2").tobytes()
    formulas["grey16.pgm"] = np.repeat(np.round(grey16 / 65535 * 255).astype(np.uint8)[..., None], 3, 2)
    files["rgb16.ppm"] = b"P6 7 5 65535\n" + noise(3, most=65536).astype(">u2").tobytes()


def reference(name):
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(files[name]))).convert("RGB")
    except (OSError, SyntaxError):
        return None
    return formulas.get(name, np.asarray(image))


make_png()
make_gif()
make_lossy()
for name, content in files.items():
    (FOLDER / name).write_bytes(content)
told = dict(line.split(" ", 1) for line in subprocess.run([TOOL, "pictures", FOLDER], capture_output=True, text=True).stdout.splitlines())
cases, failures = [], 0
for name in sorted(files):
    want = reference(name)
    said = "refused" if want is None else f"{want.shape[0]} {want.shape[1]} {want.tobytes().hex()}"
    good = told[name].startswith("refused") if want is None else told[name] == said
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {name}{'' if good else ': ' + told[name][:60] + ' and not ' + said[:60]}")
    cases.append({"name": name, "file": base64.b64encode(files[name]).decode(), "upright": None if want is None else said})
if len(sys.argv) > 3:
    Path(sys.argv[3]).write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
sys.exit(failures > 0)
