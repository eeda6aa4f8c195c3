"""SimCLR views on one core: PIL transforms in a plain loop, no workers, no network. images_per_s: views."""
import json
import time

import torch

import common

WARM_UP = 200

args = common.arguments(batch=512)
torch.set_num_threads(1)
data = common.Cifar10(args, [common.simclr_view()])
for i in range(WARM_UP):
    data[i]
start = time.perf_counter()
for i in range(args.steps):
    data[i % len(data)]
seconds = time.perf_counter() - start
print(json.dumps({"work": "views", "threads": 1, "steps": args.steps, "seconds": round(seconds, 3),
                  "images_per_s": round(args.steps / seconds, 1), "peak_rss_mb": 0, "batch": 1}))
