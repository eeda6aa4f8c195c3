"""Writes the golden cases of the networks: what PyTorch and torchvision compute with the same weights, which follow from a formula.

python3 networks.py ../golden    (apt-get install python3-torch python3-torchvision)

Networks that torchvision does not have are written here after their papers. Everything is computed in float64 from float32 weights and
images; how far PyTorch's own float32 run is from that stands beside each case. Of some sets of images the first is taken for which that
is little: no ReLU then has an input so close to 0 that rounding decides whether a gradient passes.
"""
import json
import re
import sys
from pathlib import Path

import numpy
import torch
import torchvision
from torch import nn
from torch.nn import functional as F

FOLDER = Path(sys.argv[1])
CLASSES = 10
SETS, LITTLE = 8, 5e-5


# --- the formula: numbers in [-0.5, 0.5) of a name and an index, which C# makes too (MadeWeights.cs) ---

def numbers(name, count):
    key = 2166136261
    for byte in name.encode():
        key = ((key ^ byte) * 16777619) & 0xFFFFFFFF
    h = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(0x9E3779B1) + numpy.uint32(key)
    h ^= h >> numpy.uint32(15)
    h *= numpy.uint32(0x2C1B3C6D)
    h ^= h >> numpy.uint32(12)
    h *= numpy.uint32(0x297A2D39)
    h ^= h >> numpy.uint32(15)
    return h / 4294967296.0 - 0.5


def made(name, tensor):
    v = numbers(name, tensor.numel())
    if tensor.dim() > 1:
        v = v * numpy.sqrt(24.0 / tensor[0].numel())
    elif name.endswith("weight") or name.endswith("running_var"):
        v = 1 + 0.5 * v
    else:
        v = 0.2 * v
    return torch.from_numpy(v.astype(numpy.float32)).reshape(tensor.shape)


# --- networks that torchvision does not have ---

class PreActBlock(nn.Module):
    """He et al. 2016, "Identity Mappings", figure 1b."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(cin)
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        if cin != cout:
            self.add_shortcut(nn.Conv2d(cin, cout, 1, stride, bias=False))

    def add_shortcut(self, conv):
        self.shortcut = nn.Sequential(conv)

    def forward(self, x):
        active = F.relu(self.bn1(x))
        projection = getattr(self, "shortcut", None) or getattr(self, "convShortcut", None)
        y = self.conv2(F.relu(self.bn2(self.conv1(active))))
        return y + (x if projection is None else projection(active))


class WideBlock(PreActBlock):
    def add_shortcut(self, conv):
        self.convShortcut = conv


def stage(block, cin, cout, stride, count):
    return nn.Sequential(*[block(cin if i == 0 else cout, cout, stride if i == 0 else 1) for i in range(count)])


class PreActResNet18(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.layer1 = stage(PreActBlock, width, width, 1, 2)
        self.layer2 = stage(PreActBlock, width, 2 * width, 2, 2)
        self.layer3 = stage(PreActBlock, 2 * width, 4 * width, 2, 2)
        self.layer4 = stage(PreActBlock, 4 * width, 8 * width, 2, 2)
        self.linear = nn.Linear(8 * width, CLASSES)

    def forward(self, x):
        x = self.layer4(self.layer3(self.layer2(self.layer1(self.conv1(x)))))
        return self.linear(x.mean((2, 3)))


class Group(nn.Module):
    def __init__(self, cin, cout, stride, count):
        super().__init__()
        self.layer = stage(WideBlock, cin, cout, stride, count)

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    """Zagoruyko and Komodakis 2016, table 1."""

    def __init__(self, depth, factor):
        super().__init__()
        count, width = (depth - 4) // 6, 16 * factor
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.block1 = Group(16, width, 1, count)
        self.block2 = Group(width, 2 * width, 2, count)
        self.block3 = Group(2 * width, 4 * width, 2, count)
        self.bn1 = nn.BatchNorm2d(4 * width)
        self.fc = nn.Linear(4 * width, CLASSES)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(x)).mean((2, 3)))


# --- torchvision's, and smaller ones of the same classes ---

def vgg(width=64, hidden=4096):
    channels = [c if c == "M" else c * width // 64 for c in torchvision.models.vgg.cfgs["E"]]
    network = torchvision.models.VGG(torchvision.models.vgg.make_layers(channels, batch_norm=True), num_classes=CLASSES)
    network.classifier[0] = nn.Linear(49 * 8 * width, hidden)
    network.classifier[3] = nn.Linear(hidden, hidden)
    network.classifier[6] = nn.Linear(hidden, CLASSES)
    return network


def mobilenet(width_mult=1.0):
    return torchvision.models.MobileNetV2(num_classes=CLASSES, width_mult=width_mult)


FULL = {"preact_resnet18": PreActResNet18, "vgg19_bn": vgg, "wide_resnet16_1": lambda: WideResNet(16, 1),
        "wide_resnet28_10": lambda: WideResNet(28, 10), "resnet18": lambda: torchvision.models.resnet18(num_classes=CLASSES),
        "resnet50": lambda: torchvision.models.resnet50(num_classes=CLASSES), "mobilenet_v2": mobilenet}

MEASURED = [
    ("preact_resnet18: {width: 16}", lambda: PreActResNet18(16), [32, 64]), ("vgg19_bn: {width: 8, hidden: 48}", lambda: vgg(8, 48), [32, 64, 96]),
    ("wide_resnet16_1: {}", FULL["wide_resnet16_1"], [32, 64]), ("wide_resnet28_10: {}", FULL["wide_resnet28_10"], [32]),
    ("resnet18: {}", FULL["resnet18"], [32, 64]), ("resnet50: {}", FULL["resnet50"], [32, 64]),
    ("mobilenet_v2: {}", FULL["mobilenet_v2"], [32, 64]), ("mobilenet_v2: {width_mult: 0.35}", lambda: mobilenet(0.35), [32])]


# --- what is computed ---

def load(network):
    network.load_state_dict({n: t if n.endswith("num_batches_tracked") else made(n, t) for n, t in network.state_dict().items()})
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0


def told(tensors):
    """The norm of each tensor, and its product with random numbers: a row each, in the order of the names."""
    rows = []
    for name in sorted(tensors):
        values = tensors[name].detach().double().numpy().ravel()
        rows.append([numpy.sqrt((values ** 2).sum()), (values * numbers(name + ".probe", values.size) * numpy.sqrt(12)).sum()])
    return numpy.array(rows, dtype=numpy.float32)


def measure(network, size, batch, images, training, dtype):
    load(network)
    network.to(dtype).train(training)
    pixels = torch.from_numpy((3 * numbers(images, batch * 3 * size * size)).astype(numpy.float32)).reshape(batch, 3, size, size)
    logits = network(pixels.to(dtype))
    wanted = torch.from_numpy(numbers("loss", logits.numel()).astype(numpy.float32)).reshape(logits.shape)
    network.zero_grad()
    (logits * wanted.to(dtype)).sum().backward()
    result = {"logits": logits.detach().double().numpy().astype(numpy.float32),
              "gradients": told({n: p.grad for n, p in network.named_parameters()})}
    if training:
        result["statistics"] = told({n: b for n, b in network.named_buffers() if not n.endswith("num_batches_tracked")})
    return result


def deviation(got, want, output):
    if output == "logits":
        return float(numpy.abs(got - want).max() / numpy.abs(want).max())
    small = want[:, 0] < 1e-6 * want[:, 0].max()      # A bias before BatchNorm has no gradient.
    return float((numpy.abs(got - want).max(1) / want[:, 0])[~small].max())


def save(name, array):
    numpy.save(FOLDER / "networks" / name, array)
    return f"networks/{name}"


def cases():
    for key, make in FULL.items():
        name = f"{key}.names.txt"
        (FOLDER / "networks" / name).write_text("".join(f"{n} {list(t.shape)}\n" for n, t in make().state_dict().items()))
        yield {"id": f"network_names_{key}", "op": "network_names", "params": {"network": f"{key}: {{}}"}, "input": None,
               "output": f"networks/{name}", "tolerance": 0}
    for config, make, sizes in MEASURED:
        for size in sizes:
            for training in (False, True):
                # Those of depth 28 and 10 times as wide take half a minute each.
                batch, sets = 8 if training else 2, SETS
                if "28_10" in config:
                    batch, sets = 2, 1
                # Maps of one pixel, eight values a channel: which side of 0 a ReLU is on depends on the order of sums.
                if training and size == 32 and "resnet50" in config:
                    continue
                yield case(config, make(), size, batch, sets, training)


def case(config, network, size, batch, sets, training):
    tried = []
    for number in range(sets):
        images = f"images{number}"
        want = measure(network, size, batch, images, training, torch.float64)
        single = measure(network, size, batch, images, training, torch.float32)
        own = {o: deviation(single[o], want[o], o) for o in want}
        tried.append((max(own.values()), images, want, own))
        if max(own.values()) < LITTLE:
            break
    _, images, want, own = min(tried, key=lambda t: t[0])
    name = "_".join(re.findall(r"\w+|\d\.\d+", config)) + f"_{size}_{'train' if training else 'eval'}"
    print(name, images, own, "largest logit", numpy.abs(want["logits"]).max(), flush=True)
    return {"id": f"network_{name}", "op": "network",
            "params": {"network": config, "size": size, "batch": batch, "images": images, "training": training,
                       "gradient_tolerance": max(0.02, allowed(own["gradients"])), "torch_float32_deviation": own},
            "input": None, "output": {o: save(f"{name}.{o}.npy", a) for o, a in want.items()},
            "tolerance": allowed(max(d for o, d in own.items() if o != "gradients")), "tolerance_kind": "rel"}


# Another order of sums may take a ReLU to the other side of 0, which changes gradients at once.
def allowed(own):
    return float(f"{max(1e-3, 10 * own):.0e}")


(FOLDER / "networks").mkdir(exist_ok=True)
file = FOLDER / "cases.json"
kept = [line for line in file.read_text().rstrip().removesuffix("]}").rstrip().split("\n") if '"op": "network' not in line]
kept[-1] = kept[-1].rstrip(",") + ","
file.write_text("\n".join(kept) + "\n" + ",\n".join(json.dumps(c) for c in cases()) + "\n]}\n")
json.loads(file.read_text())
