"""Makes nnU-Net v2 model folders of random weights, saved by nnU-Net's own trainer.

Usage: python src/benchmark/nnunet/models.py FOLDER [NAME ...]

Without names all but the large ones are made. Every folder is what nnU-Net leaves after a training:
FOLDER/DatasetNNN_name/<trainer>__<plans>__3d_fullres/{plans.json,dataset.json,dataset_fingerprint.json,fold_K/checkpoint_final.pth}
"""
import argparse
import json
import os
import sys
import tempfile
from copy import deepcopy
from pathlib import Path

CT = {"max": 1588.0, "mean": -60.0, "median": -10.0, "min": -1004.0, "percentile_00_5": -1004.0, "percentile_99_5": 1588.0,
      "std": 470.0}
NODES = {"max": 400.0, "mean": 38.5, "median": 41.0, "min": -180.0, "percentile_00_5": -115.0, "percentile_99_5": 236.0,
         "std": 57.25}


def isotropic(stages):
    return [[1, 1, 1]] + [[2, 2, 2]] * (stages - 1), [[3, 3, 3]] * stages


class Recipe:
    """What distinguishes one model of the zoo."""

    def __init__(self, number, name, patch, spacing, features, strides, kernels, blocks=None, decoder=None, residual=False,
                 channels=None, labels=None, regions=None, trainer="nnUNetTrainer", folds=(0,), transpose=(0, 1, 2),
                 old_plans=False, intensities=None, masks=None, large=False):
        stages = len(features)
        self.dataset = f"Dataset{number}_{name}"
        self.patch, self.spacing, self.features = patch, spacing, features
        self.strides, self.kernels, self.residual = strides, kernels, residual
        self.blocks = blocks or ([1, 3, 4, 6, 6, 6][:stages] if residual else [2] * stages)
        self.decoder = decoder or [1 if residual else 2] * (stages - 1)
        self.channels = channels or {"0": "CT"}
        self.labels = labels or {"background": 0, "lymph_node": 1}
        self.regions, self.trainer, self.folds, self.transpose = regions, trainer, folds, transpose
        self.old_plans, self.large = old_plans, large
        self.intensities = intensities or {c: NODES for c in self.channels}
        self.masks = masks or [False] * len(self.channels)
        self.plans_name = "nnUNetResEncUNetMPlans" if residual else "nnUNetPlans"


def totalsegmentator_labels():
    """Names and numbers of TotalSegmentator v2's task "total"."""
    from totalsegmentator.map_to_binary import class_map
    return {"background": 0} | {name: number for number, name in class_map["total"].items()}


def numbered_labels(n):
    return {"background": 0} | {f"structure_{i:03d}": i for i in range(1, n)}


def recipes():
    five, cubes5 = isotropic(5)
    six, cubes6 = isotropic(6)
    four, cubes4 = isotropic(4)
    flat = [[1, 3, 3], [1, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]]
    flat_strides = [[1, 1, 1], [1, 2, 2], [1, 2, 2], [2, 2, 2], [1, 2, 2]]
    try:
        organs = totalsegmentator_labels()
    except ImportError:
        organs = numbered_labels(118)
    return {
        "plain": Recipe(801, "Plain", [32, 48, 48], [3.0, 2.5, 2.5], [8, 16, 32, 64], four, cubes4, folds=(0, 1)),
        "residual": Recipe(802, "Residual", [48, 48, 64], [2.5, 2.5, 2.5], [8, 16, 32, 32], four, cubes4,
                           blocks=[1, 2, 2, 2], residual=True, trainer="nnUNetTrainerNoMirroring",
                           labels={"background": 0, "lymph_node": 1, "vessel": 2}),
        "anisotropic": Recipe(803, "Anisotropic", [8, 96, 96], [8.0, 1.25, 1.25], [8, 16, 32, 48, 48], flat_strides, flat,
                              old_plans=True, trainer="nnUNetTrainer_250epochs"),
        "anisotropic-residual": Recipe(804, "AnisotropicResidual", [8, 96, 96], [8.0, 1.25, 1.25], [8, 16, 32, 48, 48],
                                       flat_strides, flat, blocks=[1, 2, 2, 2, 1], residual=True),
        "channels": Recipe(805, "Channels", [32, 48, 48], [3.0, 2.5, 2.5], [8, 16, 32, 64], four, cubes4, blocks=[1, 2, 2, 2],
                           residual=True, channels={"0": "CT", "1": "noNorm", "2": "rgb_to_0_1"}),
        "normalizations": Recipe(806, "Normalizations", [32, 48, 48], [3.0, 2.5, 2.5], [8, 16, 32, 64], four, cubes4,
                                 channels={"0": "PET", "1": "rescale_to_0_1", "2": "MR"}, masks=[False, False, True]),
        "regions": Recipe(807, "Regions", [32, 48, 48], [3.0, 2.5, 2.5], [8, 16, 32, 64], four, cubes4,
                          labels={"background": 0, "mediastinum": [1, 2, 3], "node": [2, 3], "core": 3}, regions=[1, 2, 3]),
        "one-region": Recipe(808, "OneRegion", [32, 48, 48], [3.0, 2.5, 2.5], [8, 16, 32, 64], four, cubes4,
                             labels={"background": 0, "node": [1, 2]}, regions=[1]),
        "transposed": Recipe(809, "Transposed", [32, 40, 48], [2.5, 2.75, 3.0], [8, 16, 32, 64], four, cubes4,
                             transpose=(1, 0, 2), folds=("all",)),
        "classes": Recipe(297, "TotalSegmentator_total_3mm_1559subj", [112, 112, 128], [3.0, 3.0, 3.0],
                          [32, 64, 128, 256, 320], five, cubes5, labels=organs, old_plans=True, intensities={"0": CT},
                          trainer="nnUNetTrainer_4000epochs_NoMirroring"),
        "large-plain": Recipe(811, "LargePlain", [128, 128, 128], [1.5, 1.5, 1.5], [32, 64, 128, 256, 320, 320], six, cubes6,
                              labels=numbered_labels(25), large=True),
        "large-residual": Recipe(812, "LargeResidual", [128, 128, 128], [1.5, 1.0, 1.0], [32, 64, 128, 256, 320, 320], six,
                                 cubes6, residual=True, large=True),
    }


def plans(recipe):
    """The plans as nnU-Net's planner writes them (since 2024, or before)."""
    configuration = {
        "data_identifier": "nnUNetPlans_3d_fullres", "preprocessor_name": "DefaultPreprocessor", "batch_size": 2,
        "patch_size": recipe.patch, "median_image_size_in_voxels": [float(p * 2) for p in recipe.patch],
        "spacing": recipe.spacing, "normalization_schemes": [scheme(n) for n in recipe.channels.values()],
        "use_mask_for_norm": recipe.masks,
        "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_seg": "resample_data_or_seg_to_shape",
        "resampling_fn_data_kwargs": {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None},
        "resampling_fn_seg_kwargs": {"is_seg": True, "order": 1, "order_z": 0, "force_separate_z": None},
        "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
        "resampling_fn_probabilities_kwargs": {"is_seg": False, "order": 1, "order_z": 0, "force_separate_z": None},
        "batch_dice": True,
    }
    if recipe.old_plans:
        configuration |= {
            "UNet_class_name": "ResidualEncoderUNet" if recipe.residual else "PlainConvUNet",
            "UNet_base_num_features": recipe.features[0], "unet_max_num_features": max(recipe.features),
            "n_conv_per_stage_encoder": recipe.blocks, "n_conv_per_stage_decoder": recipe.decoder,
            "num_pool_per_axis": [sum(s[a] > 1 for s in recipe.strides) for a in range(3)],
            "pool_op_kernel_sizes": recipe.strides, "conv_kernel_sizes": recipe.kernels,
        }
    else:
        configuration["architecture"] = {
            "network_class_name": "dynamic_network_architectures.architectures.unet."
            + ("ResidualEncoderUNet" if recipe.residual else "PlainConvUNet"),
            "arch_kwargs": {
                "n_stages": len(recipe.features), "features_per_stage": recipe.features,
                "conv_op": "torch.nn.modules.conv.Conv3d", "kernel_sizes": recipe.kernels, "strides": recipe.strides,
                ("n_blocks_per_stage" if recipe.residual else "n_conv_per_stage"): recipe.blocks,
                "n_conv_per_stage_decoder": recipe.decoder, "conv_bias": True,
                "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d", "norm_op_kwargs": {"eps": 1e-05, "affine": True},
                "dropout_op": None, "dropout_op_kwargs": None, "nonlin": "torch.nn.LeakyReLU",
                "nonlin_kwargs": {"inplace": True},
            },
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
        }
    return {
        "dataset_name": recipe.dataset, "plans_name": recipe.plans_name,
        "original_median_spacing_after_transp": recipe.spacing,
        "original_median_shape_after_transp": [p * 2 for p in recipe.patch],
        "image_reader_writer": "SimpleITKIO", "transpose_forward": list(recipe.transpose),
        "transpose_backward": [recipe.transpose.index(i) for i in range(3)],
        "configurations": {"3d_lowres": {"inherits_from": "3d_fullres", "data_identifier": "nnUNetPlans_3d_lowres",
                                         "spacing": [2 * s for s in recipe.spacing], "next_stage": "3d_cascade_fullres"},
                           "3d_fullres": configuration,
                           "3d_cascade_fullres": {"inherits_from": "3d_fullres", "previous_stage": "3d_lowres"}},
        "experiment_planner_used": "nnUNetPlannerResEncM" if recipe.residual else "ExperimentPlanner",
        "label_manager": "LabelManager", "foreground_intensity_properties_per_channel": recipe.intensities,
    }


def scheme(channel):
    """The normalisation that nnU-Net chooses for a channel of this name."""
    from nnunetv2.preprocessing.normalization.map_channel_name_to_normalization import get_normalization_scheme
    return get_normalization_scheme(channel).__name__


def dataset(recipe):
    """dataset.json as its author writes it."""
    content = {"channel_names": recipe.channels, "labels": recipe.labels, "numTraining": 120, "file_ending": ".nii.gz",
               "name": recipe.dataset}
    if recipe.regions:
        content["regions_class_order"] = recipe.regions
    return content


def train(recipe, fold, folder):
    """A trainer after one optimizer step from random weights, as far as its checkpoint tells."""
    import numpy
    import torch
    from nnunetv2.run.run_training import get_trainer_from_args  # noqa: F401 (fails early where nnU-Net is not whole)
    from nnunetv2.utilities.find_objects import recursive_find_trainer_class_by_name

    torch.manual_seed(sum(map(ord, recipe.dataset)) + (5 if fold == "all" else fold))
    arguments = plans(recipe)
    arguments["continue_training"] = False
    trainer = recursive_find_trainer_class_by_name(recipe.trainer)(arguments, "3d_fullres", fold, dataset(recipe),
                                                                   torch.device("cpu"))
    trainer.initialize()
    trainer.configure_rotation_dummyDA_mirroring_and_inital_patch_size()
    with torch.no_grad():
        for name, parameter in trainer.network.named_parameters():
            if name.endswith("norm.weight"):
                parameter.uniform_(0.7, 1.3)
            elif name.endswith("norm.bias"):
                parameter.uniform_(-0.2, 0.2)
            elif "seg_layers" in name and name.endswith("weight"):
                parameter.normal_(0, 1.5 / parameter.shape[1] ** 0.5)
            elif name.endswith("bias"):
                parameter.uniform_(-0.3, 0.3)
            parameter.grad = 1e-3 * torch.randn_like(parameter)
    trainer.optimizer.step()
    for epoch in range(2):
        trainer.logger.log("train_losses", numpy.float32(-0.1 * epoch), epoch)
        trainer.logger.log("val_losses", numpy.float32(-0.1 * epoch), epoch)
        trainer.logger.log("mean_fg_dice", numpy.float64(0.3), epoch)
        trainer.logger.log("dice_per_class_or_region", [numpy.float32(0.3)], epoch)
        trainer.logger.log("lrs", 0.01, epoch)
        trainer.logger.log("epoch_start_timestamps", 1.7e9 + epoch, epoch)
        trainer.logger.log("epoch_end_timestamps", 1.7e9 + epoch + 1, epoch)
    trainer._best_ema = numpy.float64(0.3)
    trainer.current_epoch = trainer.num_epochs - 1
    (folder / f"fold_{fold}").mkdir(parents=True, exist_ok=True)
    trainer.save_checkpoint(str(folder / f"fold_{fold}" / "checkpoint_final.pth"))


def make(recipe, root):
    folder = root / recipe.dataset / f"{recipe.trainer}__{recipe.plans_name}__3d_fullres"
    folder.mkdir(parents=True, exist_ok=True)
    preprocessed = Path(os.environ["nnUNet_preprocessed"]) / recipe.dataset / "nnUNetPlans_3d_fullres"
    preprocessed.mkdir(parents=True, exist_ok=True)
    (preprocessed / "case.b2nd").touch()  # the trainer looks at the files' ending
    for fold in recipe.folds:
        train(recipe, fold, folder)
    (folder / "plans.json").write_text(json.dumps(plans(recipe), indent=4))
    (folder / "dataset.json").write_text(json.dumps(dataset(recipe), indent=4))
    fingerprint = {"foreground_intensity_properties_per_channel": deepcopy(recipe.intensities),
                   "median_relative_size_after_cropping": 1.0, "shapes_after_crop": [], "spacings": []}
    (folder / "dataset_fingerprint.json").write_text(json.dumps(fingerprint, indent=4))
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="of " + ", ".join(recipes()))
    options = parser.parse_args()
    known = recipes()
    if not set(options.names) <= set(known):
        sys.exit(f"There is no model {set(options.names) - set(known)}; known are {', '.join(known)}")
    with tempfile.TemporaryDirectory() as work:
        for variable in ("nnUNet_raw", "nnUNet_preprocessed", "nnUNet_results"):
            os.environ[variable] = str(Path(work) / variable)
        for name, recipe in known.items():
            if name in options.names or not options.names and not recipe.large:
                print(name, make(recipe, options.folder), flush=True)


if __name__ == "__main__":
    main()
