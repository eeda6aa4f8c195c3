"""MixMatch on BadNets-poisoned CIFAR-10: two guessing forwards without gradient, mixup of three batches, three
interleaved forwards, Adam. images_per_s: pictures that are trained on (three batches a step)."""
import numpy as np
import torch
from torch.nn import functional as F
from torch.utils.data import Subset

import common

TEMPERATURE, ALPHA, LAMBDA_U, RAMPUP = 0.5, 0.75, 15.0, 0.5

args = common.arguments(batch=64)
model = common.classifier(args.width).train()
optimizer = torch.optim.Adam(model.parameters(), lr=0.002)
view = common.crop_and_flip()
half = args.images // 2
labeled = common.batches(Subset(common.Cifar10(args, [view]), range(half)), args)
unlabeled = common.batches(Subset(common.Cifar10(args, [view, view]), range(half, args.images)), args)


def interleave(parts):
    """Swaps a third of the first batch with each other batch's same third; its own inverse."""
    count = len(parts[0])
    sizes = [count // 3 + (group >= 3 - count % 3) for group in range(3)]
    thirds = [list(part.split(sizes)) for part in parts]
    for group in (1, 2):
        thirds[0][group], thirds[group][group] = thirds[group][group], thirds[0][group]
    return [torch.cat(part) for part in thirds]


def guess(first, second):
    with torch.no_grad():
        mean = (model(first).softmax(1) + model(second).softmax(1)) / 2
        sharp = mean ** (1 / TEMPERATURE)
        return sharp / sharp.sum(1, keepdim=True)


def mixup(images, targets):
    share = np.random.beta(ALPHA, ALPHA)
    share = max(share, 1 - share)
    order = torch.randperm(len(images))
    return share * images + (1 - share) * images[order], share * targets + (1 - share) * targets[order]


def step():
    labels, images = next(labeled)
    _, first, second = next(unlabeled)
    guessed = guess(first, second)
    targets = torch.cat([F.one_hot(labels, 10).float(), guessed, guessed])
    mixed, targets = mixup(torch.cat([images, first, second]), targets)
    parts = interleave(mixed.split(args.batch))
    logits = torch.cat(interleave([model(part) for part in parts]))
    supervised = -(logits[:args.batch].log_softmax(1) * targets[:args.batch]).sum(1).mean()
    unsupervised = (logits[args.batch:].softmax(1) - targets[args.batch:]).square().mean()
    loss = supervised + LAMBDA_U * RAMPUP * unsupervised
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


common.measure("mixmatch", args, step, views=3 * args.batch)
