"""A row of the table in PyTorch: No Defense against BadNets, the recipe of config/cpu/supervise/badnets.yaml. Prints BA, ASR and minutes, an epoch a line."""
import time

import numpy as np
import torch
from torch.nn import functional as F

import common

EPOCHS = 10


def main():
    args = common.arguments(batch=64)
    model = common.classifier(args.width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    loader = common.epochs_of(common.Cifar10(args, [common.crop_and_flip()]), args)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=EPOCHS * len(loader), pct_start=0.2, cycle_momentum=False)
    images, labels = common.read_cifar(args.data, ["test_batch"])
    clean, triggered = inputs(images), inputs(common.stamped(images[labels != common.TARGET]))
    begin = time.perf_counter()
    for epoch in range(1, EPOCHS + 1):
        model.train()
        for targets, views in loader:
            loss = F.cross_entropy(model(views), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        ba = np.mean(predicted(model, clean) == labels)
        asr = np.mean(predicted(model, triggered) == common.TARGET)
        print(f"epoch {epoch}  BA {100 * ba:.2f}  ASR {100 * asr:.2f}  {(time.perf_counter() - begin) / 60:.1f} min", flush=True)


def inputs(images):
    pixels = (images / 255.0 - common.MEAN) / common.STD
    return torch.from_numpy(pixels.astype(np.float32)).permute(0, 3, 1, 2)


@torch.no_grad()
def predicted(model, inputs):
    model.eval()
    return torch.cat([model(batch).argmax(1) for batch in inputs.split(500)]).numpy()


main()
