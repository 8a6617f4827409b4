"""Dice of what heldout.sh left, one line a phantom and the mean. Usage: python heldout.py HELDOUT OUTPUT"""
import json
import sys
from pathlib import Path

import numpy
import SimpleITK


def read(file):
    return SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(file))) > 0


def dice(a, b):
    return 2 * (a & b).sum() / max(1, a.sum() + b.sum())


def main():
    heldout, output = map(Path, sys.argv[1:3])
    rows = []
    print("case       nnU-Net  predict  segment  labels that differ  patches (of)")
    for case in sorted(heldout.glob("case-*")):
        truth = read(case / "nodes.nii.gz")
        results = [read(output / case.name / file) for file in
                   ("nnunet/labels.nii.gz", "predict/labels.nii.gz", "segment/nodes.nii.gz")]
        rows.append([dice(truth, r) for r in results])
        patches = json.loads((output / case.name / "segment/record.json").read_text())["patches"]
        print(f"{case.name}  {rows[-1][0]:.4f}   {rows[-1][1]:.4f}   {rows[-1][2]:.4f}   "
              f"{(results[0] != results[1]).sum()} of {truth.size}   {patches['region']} ({patches['all']})")
    print("mean       " + "   ".join(f"{v:.4f}" for v in numpy.mean(rows, axis=0)))


main()
