"""Share of voxels with the same organ: a folder of masks (LymphAtlas) against a label map (TotalSegmentator).

Usage: python src/benchmark/totalsegmentator/compare.py ORGANS LABELMAP
"""
import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
from totalsegmentator.map_to_binary import class_map

reference = nib.load(sys.argv[2])
expected = np.asarray(reference.dataobj).astype(np.int32)
found = np.zeros_like(expected)
numbers = {name: number for number, name in class_map["total"].items()}
worst = 0.0
for file in sorted(Path(sys.argv[1]).glob("*.nii.gz")):
    image = nib.load(file)
    worst = max(worst, float(np.abs(image.affine - reference.affine).max()))
    mask = np.asarray(image.dataobj) > 0
    if np.any(found[mask]):
        sys.exit(f"{file} overlaps another organ")
    found[mask] = numbers[file.name[:-len(".nii.gz")]]
print(json.dumps({"voxels": expected.size, "different": int((found != expected).sum()),
                  "identicalPercent": round(100 * float((found == expected).mean()), 4),
                  "classes": int(len(np.unique(expected))), "largestShare": round(float(np.bincount(expected.ravel()).max()
                                                                                     / expected.size), 3),
                  "affinesDifferMm": round(worst, 6)}))
