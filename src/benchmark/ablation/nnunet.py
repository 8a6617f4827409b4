"""nnU-Net itself beside the ablation: its preprocessing, sampling, augmentation, losses and sliding window; the network,
patch, batch, number of steps and optimiser of the rows of run.sh.

Usage: nnunet.py prepare FOLDER --training MANIFEST --patch 32 --features 16,32,64,96 --blocks 1,1,2,2
       nnunet.py train   FOLDER --seed 1 --epochs 16 --iterations 50 [--node-probability 0.01] [--mirror AXES] [--batch-dice]
       nnunet.py predict FOLDER --seed 1 --test MANIFEST --output OUTPUT

FOLDER receives nnU-Net's raw, preprocessed and results folders; OUTPUT/<case>/probability.nii.gz is the softmax of the
node class, without mirroring, as the rows of run.sh predict. With --node-probability the heads start at it, as ours do, where
nnU-Net's start at a half. --mirror 2 mirrors along x alone, where nnU-Net mirrors along all axes (0,1,2: z, y, x); --batch-dice
takes the Dice over the batch, as nnU-Net's plan would for patches that are as small beside the CT. A stopped training goes
on. Needs nnunetv2 2.8 (see src/benchmark/nnunet/setup.sh).
"""
import argparse
import csv
import json
import math
import os
import random
import shutil
from pathlib import Path

NAME = "Dataset901_Ablation"


def numbers(text):
    return [int(n) for n in text.split(",")]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["prepare", "train", "predict"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--training", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", help="name of the training; seed-SEED by default")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--iterations", type=int, default=50)
    parser.add_argument("--patch", type=int, default=32)
    parser.add_argument("--features", type=numbers, default=[16, 32, 64, 96])
    parser.add_argument("--blocks", type=numbers, default=[1, 1, 2, 2])
    parser.add_argument("--node-probability", type=float)
    parser.add_argument("--learning-rate", type=float, default=0.05)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--mirror", type=numbers, metavar="AXES")
    parser.add_argument("--batch-dice", action="store_true")
    return parser.parse_args()


def set_environment(folder):
    for key, name in (("nnUNet_raw", "raw"), ("nnUNet_preprocessed", "preprocessed"), ("nnUNet_results", "results")):
        (folder / name).mkdir(parents=True, exist_ok=True)
        os.environ[key] = str(folder / name)
    os.environ.update(nnUNet_compile="f", nnUNet_n_proc_DA="1", nnUNet_def_n_proc="1", OMP_NUM_THREADS="1")


def rows(manifest):
    with open(manifest, newline="") as file:
        return list(csv.DictReader(file))


def prepare(folder, manifest, args):
    import SimpleITK as sitk
    from nnunetv2.experiment_planning.plan_and_preprocess_api import (extract_fingerprints, plan_experiments,
                                                                      preprocess)
    plans_file = folder / "preprocessed" / NAME / "nnUNetPlans.json"
    if (folder / "prepared").exists():
        return
    raw = folder / "raw" / NAME
    for part in ("imagesTr", "labelsTr"):
        (raw / part).mkdir(parents=True, exist_ok=True)
    cases = rows(manifest)
    for case in cases:
        shutil.copy(manifest.parent / case["ct"], raw / "imagesTr" / f"{case['case']}_0000.nii.gz")
        nodes = sitk.ReadImage(str(manifest.parent / case["nodes"])) > 0
        sitk.WriteImage(nodes, str(raw / "labelsTr" / f"{case['case']}.nii.gz"))
    (raw / "dataset.json").write_text(json.dumps({
        "channel_names": {"0": "CT"}, "labels": {"background": 0, "lymph_node": 1}, "numTraining": len(cases),
        "file_ending": ".nii.gz"}, indent=1))
    extract_fingerprints([901], num_processes=1)
    plan_experiments([901])
    plans = json.loads(plans_file.read_text())
    configuration = plans["configurations"]["3d_fullres"]
    configuration["patch_size"] = [args.patch] * 3
    configuration["batch_size"] = 2
    architecture = configuration["architecture"]
    architecture["network_class_name"] = "dynamic_network_architectures.architectures.unet.ResidualEncoderUNet"
    kwargs = architecture["arch_kwargs"]
    kwargs.pop("n_conv_per_stage", None)
    n = len(args.features)
    kwargs.update(n_stages=n, features_per_stage=args.features, kernel_sizes=[[3, 3, 3]] * n,
                  strides=[[1, 1, 1]] + [[2, 2, 2]] * (n - 1), n_blocks_per_stage=args.blocks,
                  n_conv_per_stage_decoder=[1] * (n - 1))
    plans_file.write_text(json.dumps(plans, indent=4))
    preprocess([901], configurations=("3d_fullres",), num_processes=(1,))
    (folder / "prepared").touch()


def trainer(args, folder):
    import numpy
    import torch
    from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer

    class ShortTrainer(nnUNetTrainer):
        """nnU-Net's trainer for a run of few steps."""

        def __init__(self, plans, configuration, fold, dataset_json, device):
            super().__init__(plans, configuration, fold, dataset_json, device)
            self.num_epochs = args.epochs
            self.num_iterations_per_epoch = args.iterations
            self.num_val_iterations_per_epoch = 1
            self.initial_lr = args.learning_rate
            self.output_folder = str(folder / "results" / NAME / (args.run or f"seed-{args.seed}"))
            Path(self.output_folder).mkdir(parents=True, exist_ok=True)
            self.log_file = str(Path(self.output_folder) / "log.txt")

        def initialize(self):
            super().initialize()
            if args.node_probability:
                odds = math.log(args.node_probability / (1 - args.node_probability))
                for head in self.network.decoder.seg_layers:
                    torch.nn.init.constant_(head.bias[0], -odds / 2)
                    torch.nn.init.constant_(head.bias[1], odds / 2)

        def configure_rotation_dummyDA_mirroring_and_inital_patch_size(self):
            rotation, dummy, size, axes = super().configure_rotation_dummyDA_mirroring_and_inital_patch_size()
            if args.mirror is not None:
                axes = self.inference_allowed_mirroring_axes = tuple(args.mirror)
            return rotation, dummy, size, axes

        def configure_optimizers(self):
            optimizer, schedule = super().configure_optimizers()
            for group in optimizer.param_groups:
                group["momentum"] = args.momentum
            return optimizer, schedule

    os.environ["nnUNet_n_proc_DA"] = "0"  # augments in this process, so that a seed settles the run
    torch.set_num_threads(1)
    random.seed(args.seed)
    numpy.random.seed(args.seed)
    torch.manual_seed(args.seed)
    preprocessed = folder / "preprocessed" / NAME
    plans = json.loads((preprocessed / "nnUNetPlans.json").read_text())
    plans["continue_training"] = False
    if args.batch_dice:
        plans["configurations"]["3d_fullres"]["batch_dice"] = True
    return ShortTrainer(plans, "3d_fullres", "all", json.loads((preprocessed / "dataset.json").read_text()),
                        torch.device("cpu"))


def train(args, folder):
    run = trainer(args, folder)
    output = Path(run.output_folder)
    if (output / "checkpoint_final.pth").exists():
        return
    if (output / "checkpoint_latest.pth").exists():
        run.load_checkpoint(str(output / "checkpoint_latest.pth"))
    run.save_every = 4
    run.run_training()


def predict(args, folder):
    import SimpleITK as sitk
    import torch
    from nnunetv2.imageio.simpleitk_reader_writer import SimpleITKIO
    from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
    run = trainer(args, folder)
    run.initialize()
    run.load_checkpoint(str(Path(run.output_folder) / "checkpoint_final.pth"))
    run.set_deep_supervision_enabled(False)
    predictor = nnUNetPredictor(tile_step_size=0.5, use_gaussian=True, use_mirroring=False, perform_everything_on_device=False,
                                device=torch.device("cpu"), allow_tqdm=False)
    predictor.manual_initialization(run.network, run.plans_manager, run.configuration_manager, [run.network.state_dict()],
                                    run.dataset_json, "nnUNetTrainer", None)
    for case in rows(args.test):
        file = args.output / case["case"] / "probability.nii.gz"
        if file.exists():
            continue
        ct = args.test.parent / case["ct"]
        image, properties = SimpleITKIO().read_images([str(ct)])
        _, probabilities = predictor.predict_single_npy_array(image, properties, None, None, True)
        result = sitk.GetImageFromArray(probabilities[1].astype("float32"))
        result.CopyInformation(sitk.ReadImage(str(ct)))
        file.parent.mkdir(parents=True, exist_ok=True)
        sitk.WriteImage(result, str(file.with_name("part.nii.gz")))
        file.with_name("part.nii.gz").rename(file)


def main():
    args = arguments()
    folder = args.folder.absolute()
    set_environment(folder)
    if args.step == "prepare":
        prepare(folder, args.training.absolute(), args)
    elif args.step == "train":
        train(args, folder)
    else:
        predict(args, folder)


if __name__ == "__main__":
    main()
