"""SimCLR views on one core: PIL transforms in a plain loop, no workers, no network. images_per_s: views."""
import itertools

import torch

import common

args = common.arguments(batch=512)
torch.set_num_threads(1)
data = common.Cifar10(args, [common.simclr_view()])
indices = itertools.cycle(range(len(data)))

common.measure("views", args, lambda: data[next(indices)], views=1)
