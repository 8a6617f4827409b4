"""Writes what TotalSegmentator's own functions make of a small formula CT: expected values of CanonicalZoomTest.

usage: python expected_zoom.py <folder>
"""
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
from totalsegmentator.alignment import as_closest_canonical, undo_canonical
from totalsegmentator.resampling import change_spacing


def formula(nx, ny, nz):
    x, y, z = np.meshgrid(np.arange(nx), np.arange(ny), np.arange(nz), indexing="ij")
    return ((x * 311 + y * 173 + z * 1013 + x * y * 71 + y * z * 57) % 2900 - 1024).astype(np.int16)


def labels(nx, ny, nz):
    x, y, z = np.meshgrid(np.arange(nx), np.arange(ny), np.arange(nz), indexing="ij")
    return ((x * 5 + y * 3 + z * 7 + x * y) % 118).astype(np.uint8)


# LPS columns of x, y, z; RAS is what nibabel wants. The last is oblique.
c, s = np.cos(0.3), np.sin(0.3)
DIRECTIONS = {
    "lps": np.eye(3),
    "swapped": np.array([[0, 0, 1], [-1, 0, 0], [0, 1, 0.0]]),
    "oblique": np.array([[c, -s, 0], [s, c, 0], [0, 0, -1]]),
}
CASES = [("lps", (13, 11, 9), (0.7, 1.0, 2.5), 1.5), ("swapped", (9, 12, 7), (2.2, 1.1, 0.9), 3.0),
         ("oblique", (10, 8, 12), (1.3, 0.8, 2.0), 1.5), ("lps", (17, 9, 8), (0.9, 1.7, 1.5), 6.0)]

folder = Path(sys.argv[1])
for k, (name, shape, spacing, mm) in enumerate(CASES):
    affine = np.eye(4)
    affine[:3, :3] = np.diag([-1, -1, 1]) @ DIRECTIONS[name] @ np.diag(spacing)
    affine[:3, 3] = [10, -20, 30]
    original = nib.Nifti1Image(formula(*shape), affine)
    canonical = as_closest_canonical(nib.Nifti1Image(original.get_fdata(), original.affine))
    small = change_spacing(canonical, float(mm), order=1, dtype=np.int32, nr_cpus=1)
    found = nib.Nifti1Image(labels(*small.shape), small.affine)
    back = undo_canonical(change_spacing(found, float(mm), canonical.shape, order=0, dtype=np.uint8, nr_cpus=1,
                                         force_affine=canonical.affine), original)
    with open(folder / f"zoom-{k}.txt", "w") as out:
        out.write(" ".join(map(str, small.shape)) + "\n")
        out.write(" ".join(f"{v:.9g}" for v in small.affine[:3].ravel()) + "\n")
        out.write(" ".join(map(str, np.asarray(small.dataobj).astype(int).ravel(order="F"))) + "\n")
        out.write(" ".join(map(str, np.asarray(back.dataobj).astype(int).ravel(order="F"))) + "\n")
    flat = nib.Nifti1Image(np.full(shape, -1023, np.int16), affine)
    air = change_spacing(as_closest_canonical(nib.Nifti1Image(flat.get_fdata(), affine)), float(mm), order=1, dtype=np.int32)
    print(k, original.shape, small.shape, "constant -1023 becomes", np.unique(np.asarray(air.dataobj), return_counts=True))
