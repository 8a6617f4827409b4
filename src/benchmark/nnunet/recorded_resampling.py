"""Writes what nnU-Net's resampling makes of small arrays, for the tests of org.lymphatlas.segmentation.nnunet.

Usage: python src/benchmark/nnunet/recorded_resampling.py src/test/resources/org/lymphatlas/segmentation/nnunet/resampling.json
"""
import json
import sys

import numpy
from nnunetv2.preprocessing.resampling.default_resampling import compute_new_shape, determine_do_sep_z_and_axis, \
    resample_data_or_seg_to_shape

# name, shape, spacing before and after (network axes), order, order_z, force_separate_z
CASES = [
    ("upsampled", (5, 6, 7), (2.0, 1.5, 1.5), (1.1, 0.9, 1.0), 3, 0, None),
    ("downsampled", (9, 11, 10), (1.0, 1.0, 0.8), (1.9, 2.3, 2.0), 3, 0, None),
    ("up and down", (6, 12, 5), (2.0, 0.7, 1.3), (0.9, 1.6, 1.3), 3, 0, None),
    ("single voxels", (1, 5, 1), (2.0, 1.5, 1.5), (1.0, 0.8, 0.7), 3, 0, None),
    ("two voxels", (2, 2, 3), (1.5, 1.5, 1.5), (0.7, 1.0, 0.6), 3, 0, None),
    ("half to even", (5, 3, 7), (1.0, 1.0, 1.0), (2.0, 2.0, 2.0), 3, 0, None),
    ("thick slices", (5, 8, 9), (8.0, 1.2, 1.2), (3.0, 2.0, 1.7), 3, 0, None),
    ("thick slices, fewer", (7, 6, 6), (5.0, 1.5, 1.5), (8.0, 0.9, 1.0), 3, 0, None),
    ("to thick slices", (12, 5, 6), (1.5, 1.2, 1.2), (8.0, 1.5, 1.5), 3, 0, None),
    ("thick sagittal slices", (6, 7, 5), (1.2, 1.2, 5.0), (1.7, 0.9, 3.0), 3, 0, None),
    ("thick coronal slices", (6, 5, 7), (1.2, 6.0, 1.1), (1.7, 3.5, 1.0), 3, 0, None),
    ("two coarse axes", (5, 6, 9), (5.0, 5.0, 1.0), (3.0, 3.5, 1.5), 3, 0, None),
    ("apart with order 1", (5, 6, 6), (8.0, 1.2, 1.2), (3.0, 1.7, 1.7), 3, 1, None),
    ("apart with order 3", (5, 6, 6), (8.0, 1.2, 1.2), (3.0, 1.7, 1.7), 1, 3, None),
    ("apart by force", (5, 6, 6), (2.0, 1.2, 1.2), (1.3, 1.7, 1.7), 3, 0, True),
    ("together by force", (5, 6, 6), (8.0, 1.2, 1.2), (3.0, 1.7, 1.7), 3, 0, False),
    ("linear", (6, 7, 5), (2.0, 1.5, 1.5), (1.1, 2.2, 1.0), 1, 0, None),
    ("linear, thick slices", (3, 6, 7), (8.0, 1.5, 1.5), (2.5, 1.1, 2.0), 1, 0, None),
    ("nearest", (6, 7, 5), (2.0, 1.5, 1.5), (1.1, 2.2, 1.0), 0, 0, None),
    ("nothing to do", (4, 4, 4), (1.0, 1.0, 1.0), (1.05, 1.0, 0.95), 3, 0, None),
]


def main():
    random = numpy.random.default_rng(1)
    cases = []
    for name, shape, before, after, order, order_z, separate in CASES:
        image = numpy.round(random.normal(0, 1, shape), 3).astype(numpy.float32)
        size = compute_new_shape(shape, before, after)
        result = resample_data_or_seg_to_shape(image[None], size, before, after, is_seg=False, order=order, order_z=order_z,
                                               force_separate_z=separate)[0]
        _, axis = determine_do_sep_z_and_axis(separate, before, after)
        cases.append({"name": name, "from": shape, "fromMm": before, "toMm": after, "order": order, "orderZ": order_z,
                      "separateZ": separate, "axis": -1 if axis is None else int(axis), "to": size.tolist(),
                      "image": [round(float(v), 3) for v in image.ravel()],
                      "result": [round(float(v), 5) for v in result.ravel()]})
    with open(sys.argv[1], "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")


main()
