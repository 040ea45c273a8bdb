"""Runs a file of our own in the server, a few times, before any child is forked.

What the first run of anything sets up, Python does then once, and not in each child: it finds
methods, specialises the code that runs often, links functions of libraries. Children share what
has been written before the fork, and pay for each page that they write first.
"""

import json
import os
import sys
from types import ModuleType

NAME = "warm"
SOURCE = b"""
import numpy as np

def f(x):
    return np.exp(x - x.max(axis=1, keepdims=True)).sum(axis=1)

print(f(np.ones((2, 3))))
"""
# Python specialises a function by its eighth call.
TIMES = 8


def warm_up(child: ModuleType) -> None:
    """Nothing of it stays: no module, no descriptor, and each child seeds its numbers anew."""
    tree, body = child.pack(child.np.ones((2, 3)))
    ask = {"name": "f", "seed": 0, "silent": False, "arguments": [[tree, 0, len(body)]]}
    job = {
        "module": NAME,
        "source": len(SOURCE),
        "asks": [ask, ask],
        "skip": [],
        "heard": 0,
        "silent": False,
        "hidden": False,
        "allow": ["numpy"],
    }
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for _ in range(TIMES):
        # As in a child: a job comes as text.
        run = child.Child(json.loads(json.dumps(job)), SOURCE + body, nowhere, walled=True)
        run.run()
        os.close(run.log)
        del sys.modules[NAME]
    os.close(nowhere)
