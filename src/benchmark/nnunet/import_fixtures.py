"""Makes the small files that the import's tests read: src/test/resources/org/lymphatlas/network/nnunet and .../pytorch.

Usage: python src/benchmark/nnunet/import_fixtures.py RESOURCES      (RESOURCES = src/test/resources/org/lymphatlas/network)

The models are tiny networks of random weights, saved by nnU-Net's own trainer and zipped as nnU-Net exports them. What is
expected of each tensor is its shape, the sum of its values, and the sum of its values times their positions from 1 on.
"""
import json
import os
import sys
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path

from models import Recipe, make


def recipes():
    return {
        "plain": Recipe(901, "Plain", [8, 8, 16], [3.0, 1.5, 1.25], [2, 3, 4], [[1, 1, 1], [1, 2, 2], [2, 2, 2]],
                        [[1, 3, 3], [3, 3, 3], [3, 3, 3]], blocks=[1, 2, 1], decoder=[2, 1], folds=(0, 2),
                        channels={"0": "CT", "1": "PET"}, labels={"background": 0, "vessel": 2, "lymph_node": 1, "ignore": 3}),
        "residual": Recipe(902, "Residual", [8, 16, 8], [2.0, 2.0, 2.0], [2, 4, 4], [[1, 1, 1], [2, 2, 2], [1, 2, 1]],
                           [[3, 3, 3]] * 3, blocks=[1, 2, 1], residual=True, old_plans=True, folds=("all",),
                           trainer="nnUNetTrainerNoMirroring", transpose=(1, 2, 0),
                           labels={"background": 0, "nodes": [1, 2], "large": 2, "mediastinum": [1, 2, 3]}, regions=[1, 2, 3]),
    }


def expectations(tensors):
    import torch
    described = OrderedDict()
    for name, tensor in tensors.items():
        if ".all_modules." in name or name.startswith("decoder.encoder."):
            continue
        values = tensor.to(torch.float64).flatten()
        positions = torch.arange(1, len(values) + 1, dtype=torch.float64)
        described[name] = {"shape": list(tensor.shape), "sum": float(values.sum()),
                           "positioned": float((values * positions).sum())}
    return described


def export(recipe, root, target):
    import torch
    folder = make(recipe, root)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.*")):
            archive.write(file, file.relative_to(root).as_posix())
    expected = {}
    for fold in recipe.folds:
        checkpoint = torch.load(folder / f"fold_{fold}" / "checkpoint_final.pth", weights_only=False)
        expected[str(fold)] = expectations(checkpoint["network_weights"])
    target.with_suffix(".json").write_text(json.dumps(expected, indent=0))


def tensors(folder):
    import torch
    torch.manual_seed(3)
    base = torch.randn(4, 5, 6)
    weights = OrderedDict()
    weights["contiguous"] = base
    weights["transposed"] = base.permute(2, 0, 1)
    weights["sliced"] = base[1:3, ::2, 1:6:2]
    weights["flat"] = base.flatten()[7:19]
    weights["scalar"] = torch.tensor(2.5)
    weights["half"] = torch.randn(3, 7).half()
    weights["bfloat16"] = torch.randn(9).bfloat16()
    weights["double"] = torch.randn(2, 2, dtype=torch.float64)
    weights["parameter"] = torch.nn.Parameter(torch.randn(3))
    checkpoint = {"network_weights": weights, "integers": torch.arange(4), "trainer_name": "nnUNetTrainer",
                  "init_args": {"configuration": "3d_fullres", "fold": 0, "device": torch.device("cpu")},
                  "inference_allowed_mirroring_axes": (0, 1, 2), "bytes": b"x" * 300, "large": 1 << 80, "set": {1, 2},
                  "frozen": frozenset([3]), "bytearray": bytearray(b"abc")}
    for protocol in (2, 3, 4, 5):
        torch.save(checkpoint, folder / f"protocol{protocol}.pth", pickle_protocol=protocol)
    torch.save(checkpoint, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    (folder / "tensors.json").write_text(json.dumps(expectations(weights), indent=0))


def main():
    resources = Path(sys.argv[1])
    for room in ("nnunet", "pytorch"):
        (resources / room).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for variable in ("nnUNet_raw", "nnUNet_preprocessed", "nnUNet_results"):
            os.environ[variable] = str(Path(work) / variable)
        for name, recipe in recipes().items():
            export(recipe, Path(work) / "models", resources / "nnunet" / f"{name}.zip")
        tensors(resources / "pytorch")


if __name__ == "__main__":
    main()
