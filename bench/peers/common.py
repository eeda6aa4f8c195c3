"""What the three peers share: arguments, CIFAR-10, the network, the transforms and the stopwatch.

Straightforward PyTorch (torch 1.13, torchvision 0.14, Pillow 9.4): PIL transforms in DataLoader workers, fp32, eager.
"""
import argparse
import json
import os
import pickle
import resource
import time

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010)
TARGET, POISON_RATIO = 3, 0.05
TRIGGER = os.path.join(os.path.dirname(__file__), "..", "..", "data", "trigger", "badnets_2x2.png")


def arguments(batch):
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, help="folder with data_batch_1..5 (python layout)")
    parser.add_argument("--width", type=int, default=64, help="base channels of the ResNet-18")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--images", type=int, default=50000, help="use the first N training images")
    parser.add_argument("--poison-index", help="poison_idx.npy of a run, 1 for each poisoned sample; else 5 %% are drawn")
    parser.add_argument("--steps", type=int, default=20, help="timed steps")
    parser.add_argument("--warmup", type=int, default=3, help="steps before the clock starts")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(100)
    return args


class Cifar10(Dataset):
    """Poisoned CIFAR-10: (label, one view for each transform)."""

    def __init__(self, args, views):
        self.images, self.labels = read_cifar(args.data, [f"data_batch_{number}" for number in range(1, 6)], args.images)
        self.views = views
        if args.poison_index:
            chosen = np.load(args.poison_index).astype(bool)[:len(self.labels)]
        else:
            chosen = (np.random.RandomState(100).rand(len(self.labels)) < POISON_RATIO) & (self.labels != TARGET)
        self.images[chosen] = stamped(self.images[chosen])
        self.labels[chosen] = TARGET

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = Image.fromarray(self.images[index])
        return (int(self.labels[index]), *(view(image) for view in self.views))


def stamped(images):
    trigger = np.array(Image.open(TRIGGER).convert("RGB"))
    return np.where(trigger > 0, trigger, images)


def read_cifar(folder, files, count=None):
    images, labels = [], []
    for name in files:
        with open(os.path.join(folder, name), "rb") as file:
            batch = pickle.load(file, encoding="latin1")
        images.append(batch["data"])
        labels += batch["labels"]
    pixels = np.concatenate(images)[:count].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(pixels), np.array(labels[:count])


def to_tensor():
    return [transforms.ToTensor(), transforms.Normalize(MEAN, STD)]


def crop_and_flip():
    return transforms.Compose([
        transforms.RandomCrop(32, padding=4, padding_mode="reflect"), transforms.RandomHorizontalFlip(), *to_tensor()])


class Blur:
    """Pillow's Gaussian blur with a random radius, half of the time."""

    def __call__(self, image):
        if torch.rand(1).item() >= 0.5:
            return image
        return image.filter(ImageFilter.GaussianBlur(torch.empty(1).uniform_(0.1, 2).item()))


def simclr_view():
    return transforms.Compose([
        transforms.RandomResizedCrop(32, (0.2, 1.0), interpolation=transforms.InterpolationMode.BICUBIC),
        transforms.RandomHorizontalFlip(),
        transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], 0.8),
        transforms.RandomGrayscale(0.2), Blur(), *to_tensor()])


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Sequential() if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        inner = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(inner + self.shortcut(x))


class ResNet18(nn.Module):
    """ResNet-18 for 32x32 pictures: [b, 3, 32, 32] -> [b, 8 * width]."""

    def __init__(self, width):
        super().__init__()
        self.features = 8 * width
        blocks, inputs = [], width
        for stage in range(4):
            for stride in ((1 if stage == 0 else 2), 1):
                blocks.append(Block(inputs, width << stage, stride))
                inputs = width << stage
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.blocks = nn.Sequential(*blocks)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        return F.adaptive_avg_pool2d(self.blocks(F.relu(self.bn1(self.conv1(x)))), 1).flatten(1)


def classifier(width):
    return nn.Sequential(ResNet18(width), nn.Linear(8 * width, 10))


def epochs_of(dataset, args, drop_last=False):
    """A loader: each pass over it is an epoch, shuffled."""
    return DataLoader(dataset, args.batch, shuffle=True, num_workers=args.workers, drop_last=drop_last,
                      persistent_workers=args.workers > 0)


def batches(dataset, args):
    """Batches without end: shuffled, the last partial one dropped."""
    loader = epochs_of(dataset, args, drop_last=True)
    if len(loader) == 0:
        raise SystemExit(f"{len(dataset)} images are less than one batch of {args.batch}.")
    while True:
        yield from loader


def measure(work, args, step, views):
    """Runs `step` and prints one line of JSON. `views`: pictures through forward and backward in a step."""
    for _ in range(args.warmup):
        step()
    start = time.perf_counter()
    for _ in range(args.steps):
        step()
    seconds = time.perf_counter() - start
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({
        "work": work, "width": args.width, "batch": args.batch, "threads": args.threads, "workers": args.workers,
        "steps": args.steps, "seconds": round(seconds, 3), "iterations_per_s": round(args.steps / seconds, 3),
        "images_per_s": round(args.steps * views / seconds, 1), "peak_rss_mb": round(kib / 1024, 1)}))
