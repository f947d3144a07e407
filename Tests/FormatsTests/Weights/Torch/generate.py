"""The weights of Golden's tiny.safetensors as torch.save writes them, and a file that runs a command."""
import collections
import os
import sys

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "..", "..", "Golden")
sys.path.insert(0, os.path.join(GOLDEN, "generate"))
import stio  # noqa: E402

NAMES = {"kernel": "weight", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
         "moving_variance": "running_var"}


def module_name(path):
    layer, variable = path.rsplit("/", 1)
    return f"{layer}.{NAMES.get(variable, variable)}"


def in_torch_order(path, array):
    tensor = torch.from_numpy(array)
    if not path.endswith("kernel"):
        return tensor
    if tensor.dim() == 2:
        return tensor.t().contiguous()
    return tensor.permute((2, 3, 0, 1) if "depthwise" in path else (3, 2, 0, 1)).contiguous()


class Command:
    """What a hostile file would run as it is loaded."""

    def __reduce__(self):
        return os.system, ("echo this must never run",)


arrays, _ = stio.load(os.path.join(GOLDEN, "weights", "tiny.safetensors"))
state = collections.OrderedDict((module_name(path), in_torch_order(path, arrays[path])) for path in arrays)
torch.save(state, os.path.join(HERE, "tiny.pth"))
torch.save(state, os.path.join(HERE, "tiny-old.pth"), _use_new_zipfile_serialization=False)
torch.save(collections.OrderedDict(a=state["Conv1.weight"], b=Command()), os.path.join(HERE, "hostile.pth"))
torch.save(collections.OrderedDict(a=state["Conv1.weight"], b=Command()), os.path.join(HERE, "hostile-old.pth"),
           _use_new_zipfile_serialization=False)
