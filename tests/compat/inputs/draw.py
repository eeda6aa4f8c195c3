"""Draws pictures of four classes, 40 x 32 pixels, as PNG files: draw.py FOLDER. The same ones each time."""
import pathlib
import random
import struct
import sys
import zlib

WIDTH, HEIGHT, PICTURES = 40, 32, 20
SHAPES = {
    "column": lambda x, y, at: abs(x - at - 8) < 4,
    "disc": lambda x, y, at: (x - 20) ** 2 + (y - 16) ** 2 < (4 + at / 2) ** 2,
    "row": lambda x, y, at: abs(y - at) < 4,
    "slope": lambda x, y, at: abs(x - y - at + 8) < 4,
}


def main():
    draw = random.Random(1)
    for name, shape in SHAPES.items():
        folder = pathlib.Path(sys.argv[1], name)
        folder.mkdir(parents=True)
        for number in range(PICTURES):
            colours = [[draw.randrange(256) for _ in range(3)] for _ in range(2)]
            at = draw.randrange(6, 26)
            rows = [[colours[bool(shape(x, y, at))] for x in range(WIDTH)] for y in range(HEIGHT)]
            (folder / f"{number:02}.png").write_bytes(png(rows))


def png(rows):
    pixels = b"".join(b"\0" + bytes(level for pixel in row for level in pixel) for row in rows)
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


main()
