"""Makes folders shaped like TotalSegmentator's own weights, with random weights saved by nnU-Net's own trainer.

Usage: python src/benchmark/totalsegmentator/weights.py FOLDER [297 291 293 ...]

Names of data sets, classes and trainers are TotalSegmentator 2.18's. Its plans are not part of its package: the patch of
the 3 mm network is the one others report (112 x 112 x 128, five stages), those of the 1.5 mm networks (128^3, six stages)
and of the 6 mm network (64^3, four stages) are guesses. The real weights cannot be told from these by their form, but
their labels mean nothing. So that labels vary from voxel to voxel, the norms' scales and shifts and the last layer's
weights are random too (src/benchmark/nnunet/models.py), the last layer's without a bias towards a class.
"""
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "nnunet"))
import models


def recipes():
    from totalsegmentator.map_to_binary import class_map, class_map_5_parts, map_taskid_to_partname_ct
    names = {291: "part1_organs_1559subj", 292: "part2_vertebrae_1532subj", 293: "part3_cardiac_1559subj",
             294: "part4_muscles_1559subj", 295: "part5_ribs_1559subj"}
    made = {}

    def add(number, name, patch, mm, features, labels, trainer):
        strides, kernels = models.isotropic(len(features))
        made[number] = models.Recipe(number, f"TotalSegmentator_{name}", patch, [mm] * 3, features, strides, kernels,
                                     labels={"background": 0} | {v: k for k, v in labels.items()}, old_plans=True,
                                     intensities={"0": models.CT}, trainer=trainer)

    for number, name in names.items():
        add(number, name, [128, 128, 128], 1.5, [32, 64, 128, 256, 320, 320],
            class_map_5_parts[map_taskid_to_partname_ct[number]], "nnUNetTrainerNoMirroring")
    add(297, "total_3mm_1559subj", [112, 112, 128], 3.0, [32, 64, 128, 256, 320], class_map["total"],
        "nnUNetTrainer_4000epochs_NoMirroring")
    add(298, "total_6mm_1559subj", [64, 64, 64], 6.0, [32, 64, 128, 256], class_map["total"],
        "nnUNetTrainer_4000epochs_NoMirroring")
    return made


def main():
    root, wanted = Path(sys.argv[1]), [int(n) for n in sys.argv[2:]] or [297]
    with tempfile.TemporaryDirectory() as work:
        for variable in ("nnUNet_raw", "nnUNet_preprocessed", "nnUNet_results"):
            os.environ[variable] = str(Path(work) / variable)
        for number in wanted:
            print(number, models.make(recipes()[number], root), flush=True)


if __name__ == "__main__":
    main()
