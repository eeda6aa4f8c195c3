"""SimCLR on BadNets-poisoned CIFAR-10: two views, one-sided NT-Xent, SGD. images_per_s: views (two an image)."""
import torch
from torch import nn
from torch.nn import functional as F

import common

TEMPERATURE = 0.5

args = common.arguments(batch=512)
backbone = common.ResNet18(args.width)
size = backbone.features
head = nn.Sequential(nn.Linear(size, size), nn.BatchNorm1d(size), nn.ReLU(), nn.Linear(size, 128))
model = nn.Sequential(backbone, head).train()
optimizer = torch.optim.SGD(model.parameters(), lr=0.4, momentum=0.9, weight_decay=1e-4)
view = common.simclr_view()
data = common.batches(common.Cifar10(args, [view, view]), args)


def nt_xent(first, second):
    """Anchors are the first views only; the positive is the second view of the same image."""
    scores = first @ torch.cat([first, second]).t() / TEMPERATURE
    scores.fill_diagonal_(float("-inf"))
    return F.cross_entropy(scores, len(first) + torch.arange(len(first)))


def step():
    _, first, second = next(data)
    interleaved = torch.stack([first, second], 1).flatten(0, 1)
    features = F.normalize(model(interleaved)).unflatten(0, (-1, 2))
    loss = nt_xent(features[:, 0], features[:, 1])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


common.measure("simclr", args, step, views=2 * args.batch)
