"""Checks our checkpoints against a real PyTorch, both ways: see run.sh."""
import hashlib
import json
import pickletools
import struct
import subprocess
import sys
import zipfile
from collections import Counter, OrderedDict
from pathlib import Path

import torch
from torch import nn

TOOL, FOLDER = sys.argv[1], Path(sys.argv[2])
TYPES = {torch.float32: "Float32", torch.float64: "Float64", torch.float16: "Float16", torch.bfloat16: "BFloat16", torch.int64: "Int64",
         torch.int32: "Int32", torch.int16: "Int16", torch.int8: "Int8", torch.uint8: "UInt8", torch.bool: "Bool"}
failures = 0


def check(what, good, detail=""):
    global failures
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {what}{'' if good else ': ' + str(detail)}", flush=True)


def ours(*args):
    return subprocess.run([TOOL, *map(str, args)], capture_output=True, text=True)


# A CIFAR ResNet-18 whose names are those of the checkpoints.
class Block(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)
        self.shortcut = nn.Sequential()
        if before != after:
            self.shortcut = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.shortcut(x))


class Backbone(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        before = width
        for layer in range(4):
            after = width << layer
            blocks = [Block(before, after, 2 if layer else 1), Block(after, after, 1)]
            setattr(self, f"layer{layer + 1}", nn.Sequential(*blocks))
            before = after

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))


class Classifier(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.backbone = Backbone(width)
        self.linear = nn.Linear(width << 3, 10)

    def forward(self, x):
        return self.linear(self.backbone(x))


def describe(value, path=""):
    def text():
        if isinstance(value, torch.Tensor):
            raw = value.detach().contiguous()
            raw = raw.view(torch.int16) if raw.dtype is torch.bfloat16 else raw
            digest = hashlib.sha256(raw.numpy().tobytes()).hexdigest()
            return f"{TYPES[value.dtype]} [{','.join(map(str, value.shape))}] {digest}"
        if isinstance(value, float):
            return "float " + struct.pack(">d", value).hex()
        if isinstance(value, (dict, list, tuple)):
            return f"{type(value).__name__} {len(value)}"
        return "None" if value is None else f"{type(value).__name__} {value}"

    yield f"{path}\t{text()}"
    if isinstance(value, dict):
        children = list(value.items())
        if isinstance(value, OrderedDict) and vars(value):
            children.append(("__dict__", vars(value)))
    else:
        children = enumerate(value) if isinstance(value, (list, tuple)) else []
    for key, child in children:
        yield from describe(child, f"{path}/{key}")


def trained(optimizer_of, scheduler_of, parallel=False):
    torch.manual_seed(1)
    network = Classifier()
    optimizer = optimizer_of(network.parameters())
    scheduler = scheduler_of(optimizer)
    wrapped = nn.DataParallel(network) if parallel else network
    for _ in range(3):
        optimizer.zero_grad()
        network(torch.randn(4, 3, 32, 32)).square().mean().backward()
        optimizer.step()
        scheduler.step()
    return {"epoch": 3, "result": {"clean_test": {"loss": 0.1, "acc": 1 / 3}}, "model_state_dict": wrapped.state_dict(),
            "optimizer_state_dict": optimizer.state_dict(), "scheduler_state_dict": scheduler.state_dict(), "best_acc": 1 / 3, "best_epoch": 3}


def odd():
    base = torch.arange(24.0).reshape(2, 3, 4)
    every = {str(t): (torch.arange(6) % 2 if t is torch.bool else torch.arange(6)).to(t) for t in TYPES}
    views = [base, base.t() if base.dim() == 2 else base.transpose(0, 2), base[:, 1:, ::2], base[1], torch.zeros(0, 3), torch.tensor(2.5),
             torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last), torch.ones(1).expand(3), nn.Parameter(torch.ones(2))]
    plain = [2 ** 40, -1, -2 ** 63, 255, 256, 65536, 1e300, True, None, "\u00e4", (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ()]
    return {"types": every, "views": views, "plain": plain, "again": base, 7: "seven"}


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=5e-4)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.002)


def steps(optimizer):
    return torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 5])


def cosine(optimizer):
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 1000)


def load(path, **options):
    try:
        return torch.load(path, **options), None
    except Exception as error:  # what is wrong is for the report
        return None, error


def theirs_to_ours():
    files = {"SGD, MultiStepLR": trained(sgd, steps), "SGD, CosineAnnealingLR, DataParallel": trained(sgd, cosine, parallel=True),
             "Adam, MultiStepLR": trained(adam, steps), "every type, views, plain values": odd()}
    for number, (name, content) in enumerate(files.items()):
        path, copy = FOLDER / f"torch{number}.pt", FOLDER / f"copy{number}.pt"
        torch.save(content, path)
        want = list(describe(content))
        run = ours("describe", path)
        check(f"torch.save -> ours: {name} ({len(want)} values)", run.stdout.splitlines() == want, run.stderr or first_difference(want, run.stdout.splitlines()))
        run = ours("copy", path, copy)
        again, error = load(copy, weights_only=False)
        got = [] if error else list(describe(again))
        check(f"  and back: torch.load of our copy, the same types and bits", got == want, run.stderr or error or first_difference(want, got))
    run = ours("names", FOLDER / "torch1.pt")
    check("module. prefix stripped", run.stdout.split() == list(Classifier().state_dict()), run.stderr)
    torch.save(files["SGD, MultiStepLR"], FOLDER / "legacy.pt", _use_new_zipfile_serialization=False)
    run = ours("describe", FOLDER / "legacy.pt")
    check("format of before 1.6 refused with advice", run.returncode == 1 and "Save it anew" in run.stderr, run)


def first_difference(want, got):
    return next(((w, g) for w, g in zip(want, got) if w != g), (len(want), len(got)))


# What torch/_weights_only_unpickler.py of PyTorch 2 takes. That of 1.13 takes no BINFLOAT and no Counter: it refuses every
# checkpoint with a learning rate in it, its own too.
WEIGHTS_ONLY = set("""PROTO STOP GLOBAL REDUCE BUILD APPEND APPENDS SETITEM SETITEMS MARK TUPLE TUPLE1 TUPLE2 TUPLE3 NONE NEWFALSE NEWTRUE EMPTY_TUPLE
EMPTY_LIST EMPTY_DICT BININT BININT1 BININT2 BINFLOAT BINUNICODE BINPERSID BINGET LONG_BINGET BINPUT LONG_BINPUT LONG1""".split())
ALLOWED = {"collections OrderedDict", "collections Counter", "torch._utils _rebuild_tensor_v2", "torch FloatStorage", "torch LongStorage"}


def ours_to_theirs():
    own = load(FOLDER / "torch0.pt", weights_only=True)[1]
    print(f"note torch.load(weights_only=True) of this PyTorch on its own checkpoint: {'works' if own is None else str(own).split('. ')[-1]}")
    for name, optimizer_of in (("sgd", sgd), ("adam", adam)):
        path = FOLDER / f"made_{name}.pt"
        run = ours("make", name, path)
        check(f"ours, {name}: written", run.returncode == 0, run.stderr)
        ops = [(op.name, arg) for op, arg, _ in pickletools.genops(zipfile.ZipFile(path).read("archive/data.pkl"))]
        check("  only what weights_only=True of PyTorch 2 takes",
              {n for n, _ in ops} <= WEIGHTS_ONLY and {a for n, a in ops if n == "GLOBAL"} <= ALLOWED, {n for n, _ in ops} - WEIGHTS_ONLY)
        for options in [{"weights_only": False}] + [{"weights_only": True}] * (own is None):
            content, error = load(path, **options)
            check(f"ours, {name} -> torch.load {options}", error is None, error)
            if error is None:
                use(content, name, optimizer_of)
    run = ours("make", "weights", FOLDER / "weights.pt")
    content, error = load(FOLDER / "weights.pt", weights_only=True)
    check("ours, weights without a learning rate -> torch.load {'weights_only': True}", error is None, run.stderr or error)
    if error is None:
        Classifier().load_state_dict(content["model_state_dict"], strict=True)


def safetensors():
    # By the format's description, without the library: eight bytes of length, JSON, bytes.
    run = ours("safetensors", FOLDER / "made_sgd.pt", FOLDER / "ours.safetensors")
    check("ours -> safetensors: written", run.returncode == 0, run.stderr)
    content = (FOLDER / "ours.safetensors").read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    check("  metadata, and tensors at multiples of their size", header.pop("__metadata__") == {"format": "pt"} and start % 8 == 0
          and all(entry["data_offsets"][0] % (8 if entry["dtype"] == "I64" else 4) == 0 for entry in header.values()))
    types = {"F32": torch.float32, "I64": torch.int64}
    state = {name: torch.frombuffer(bytearray(content[start + entry["data_offsets"][0]:start + entry["data_offsets"][1]]),
                                    dtype=types[entry["dtype"]]).reshape(entry["shape"]) for name, entry in header.items()}
    want = load(FOLDER / "made_sgd.pt", weights_only=False)[0]["model_state_dict"]
    check("  every tensor is that of the checkpoint", state.keys() == want.keys() and all(torch.equal(state[n], want[n]) for n in want))
    names = ours("safetensors-names", FOLDER / "ours.safetensors").stdout.split()
    check("  and reads back", sorted(names) == sorted(want), names)


def use(content, name, optimizer_of):
    network = Classifier()
    state = content["model_state_dict"]
    check("  entries", list(content) == ["epoch", "result", "model_state_dict", "optimizer_state_dict", "scheduler_state_dict", "best_acc", "best_epoch"])
    check("  state_dict is an OrderedDict with the names of the network, in order", type(state) is OrderedDict and list(state) == list(network.state_dict()))
    reference = network.state_dict()._metadata
    check("  _metadata has the versions of torch's own", all(reference[k] == v for k, v in state._metadata.items()), state._metadata)
    network.load_state_dict(state, strict=True)
    ramps = all(torch.equal(t, torch.tensor(i) if t.dim() == 0 else i + torch.arange(t.numel()).reshape(t.shape) / 1024)
                for i, t in enumerate(network.state_dict().values()))
    check("  load_state_dict(strict): every value right", ramps)
    optimizer = optimizer_of(network.parameters())
    scheduler = steps(optimizer)
    optimizer.load_state_dict(content["optimizer_state_dict"])
    scheduler.load_state_dict(content["scheduler_state_dict"])
    key = "momentum_buffer" if name == "sgd" else "exp_avg"
    buffers = all(torch.equal(optimizer.state[p][key], i + torch.arange(p.numel()).reshape(p.shape) / 1024) for i, p in enumerate(network.parameters()))
    check("  optimizer state: every value right", buffers)
    # The ramps overflow in a forward pass; what is tested is that a step takes the loaded state.
    before = network.linear.bias.detach().clone()
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    scheduler.step()
    moved = before - network.linear.bias.detach()
    check("  optimizer.step() moves by the loaded state; scheduler goes on from epoch 3",
          bool(torch.isfinite(moved).all() and (moved != 0).all()) and scheduler.last_epoch == 4, moved)


print(f"PyTorch {torch.__version__}, Python {sys.version.split()[0]}")
theirs_to_ours()
ours_to_theirs()
safetensors()
print("all good" if failures == 0 else f"{failures} failures")
sys.exit(failures > 0)
