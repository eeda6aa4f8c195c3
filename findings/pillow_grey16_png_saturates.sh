#!/usr/bin/env bash
# Library:  Pillow 9.4.0 (Debian 12's python3-pil 9.4.0-1.1+deb12u1). Newer ones were not run here.
#           Long known to its makers (Pillow issues 2574 of 2017 and 3011 of 2018), but not said by the call.
# Seen:     Image.open(f).convert("RGB") of a 16-bit grey PNG cuts off: each value of 255 or more becomes
#           255, white. A 16-bit PNG of grey with alpha, of colour or of colour with alpha is brought to
#           8 bits by taking the high byte (value >> 8), as one would want.
# Guess:    All 16-bit PNGs are scaled alike, so a grey one holds the same picture as the same
#           values stored as colour.
# Matters:  torchvision's ImageFolder loads each file by just this call. A folder of 16-bit grey PNGs (X-ray,
#           microscope, depth) becomes almost all white, with no error, and training goes on. A reader
#           that scales properly gives other pixels than ImageFolder does, so results don't compare.
# Needs:    Debian 12 (apt, python3). Exit 0: as said. 1: it behaves otherwise. 2: it could not be run.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
cd "$T"
PIL=python3-pil=9.4.0-1.1+deb12u1
apt-cache show "$PIL" >/dev/null 2>&1 || apt-get update -qq || exit 2
apt-get -qq -o APT::Sandbox::User=root download "$PIL" libjpeg62-turbo libopenjp2-7 zlib1g libimagequant0 libgomp1 \
  libtiff6 libwebp7 libzstd1 liblzma5 liblerc4 libjbig0 libdeflate0 libxcb1 libxau6 libxdmcp6 libbsd0 libmd0 || exit 2
for d in *.deb; do dpkg -x "$d" deb; done
export LD_LIBRARY_PATH=deb/usr/lib/x86_64-linux-gnu:deb/lib/x86_64-linux-gnu PYTHONPATH=deb/usr/lib/python3/dist-packages
/usr/bin/python3 -c 'import os, PIL.Image; assert PIL.__file__.startswith(os.getcwd()), PIL.__file__' || exit 2
cat > t.py <<'PY'
import struct, sys, zlib
import PIL
from PIL import Image
print("Pillow", PIL.__version__)

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

def write_png(path, values, colour_type, channels):
    """One row of 16-bit pixels, each channel of a pixel having its value."""
    row = b"\0" + b"".join(struct.pack(">H", v) * channels for v in values)
    head = struct.pack(">IIBBBBB", len(values), 1, 16, colour_type, 0, 0, 0)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b""))

values = [0, 100, 255, 256, 1000, 32768, 65535]
print("16-bit values in the file:".ljust(34), values)
same = True
for name, colour_type, channels in ("grey", 0, 1), ("grey and alpha", 4, 2), ("colour", 2, 3), ("colour and alpha", 6, 4):
    write_png("t.png", values, colour_type, channels)
    with open("t.png", "rb") as f:   # as torchvision.datasets.folder.pil_loader does
        image = Image.open(f)
        mode, red = image.mode, list(image.convert("RGB").getdata(0))
    print(f"{name}, opened as {mode}:".ljust(34), red)
    same &= red == [min(v, 255) if name == "grey" else v >> 8 for v in values]
print("AS SAID: 16-bit grey is cut off at 255, the others are scaled" if same else "CHANGED")
sys.exit(0 if same else 1)
PY
/usr/bin/python3 t.py
