"""Supervised training on BadNets-poisoned CIFAR-10: random crop, flip, cross entropy, SGD. images_per_s: training images."""
import torch
from torch.nn import functional as F

import common

args = common.arguments(batch=128)
model = common.classifier(args.width).train()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
data = common.batches(common.Cifar10(args, [common.crop_and_flip()]), args)


def step():
    labels, images = next(data)
    loss = F.cross_entropy(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


common.measure("supervise", args, step, views=args.batch)
