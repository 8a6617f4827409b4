"""Trains a small network with nnU-Net's own trainer on phantoms, for a checkpoint that nnU-Net itself saved.

Usage: train.py PHANTOMS FOLDER [--epochs 60] [--iterations 25] [--threads 2] [--foreground 0.75] [--resume]

PHANTOMS is what `lymphatlas phantom output=PHANTOMS count=24 seed=40000` writes. FOLDER receives nnU-Net's raw,
preprocessed and results folders; the trained folder is
FOLDER/results/Dataset900_Phantoms/nnUNetTrainer__nnUNetPlans__3d_fullres. Needs nnunetv2. The trainer is nnU-Net's; only
its patches, features, epochs, learning rate and share of foreground patches are made fit for two CPU cores.
"""
import argparse
import csv
import json
import os
import shutil
from pathlib import Path

NAME = "Dataset900_Phantoms"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("phantoms", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--iterations", type=int, default=25)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--foreground", type=float, default=0.75, help="least share of patches around a node")
    parser.add_argument("--resume", action="store_true", help="go on from nnU-Net's last checkpoint")
    return parser.parse_args()


def set_environment(folder, threads):
    for key, name in (("nnUNet_raw", "raw"), ("nnUNet_preprocessed", "preprocessed"), ("nnUNet_results", "results")):
        (folder / name).mkdir(parents=True, exist_ok=True)
        os.environ[key] = str(folder / name)
    os.environ.update(nnUNet_compile="f", nnUNet_n_proc_DA="1", nnUNet_def_n_proc=str(threads), OMP_NUM_THREADS=str(threads),
                      OMP_WAIT_POLICY="PASSIVE")


def make_raw(phantoms, raw):
    import SimpleITK as sitk
    for part in ("imagesTr", "labelsTr"):
        (raw / part).mkdir(parents=True, exist_ok=True)
    with open(phantoms / "manifest.csv", newline="") as manifest:
        cases = list(csv.DictReader(manifest))
    for case in cases:
        shutil.copy(phantoms / case["ct"], raw / "imagesTr" / f"{case['case']}_0000.nii.gz")
        nodes = sitk.ReadImage(str(phantoms / case["nodes"])) > 0
        sitk.WriteImage(nodes, str(raw / "labelsTr" / f"{case['case']}.nii.gz"))
    (raw / "dataset.json").write_text(json.dumps({
        "channel_names": {"0": "CT"}, "labels": {"background": 0, "lymph_node": 1}, "numTraining": len(cases),
        "file_ending": ".nii.gz"}, indent=1))


def plan(preprocessed, threads):
    from nnunetv2.experiment_planning.plan_and_preprocess_api import (extract_fingerprints, plan_experiments,
                                                                      preprocess)
    extract_fingerprints([900], num_processes=threads)
    plan_experiments([900])
    file = preprocessed / NAME / "nnUNetPlans.json"
    plans = json.loads(file.read_text())
    configuration = plans["configurations"]["3d_fullres"]
    configuration["patch_size"] = [24, 32, 32]
    configuration["batch_size"] = 4
    configuration["architecture"]["arch_kwargs"].update(
        n_stages=3, features_per_stage=[12, 24, 48], kernel_sizes=[[3, 3, 3]] * 3,
        strides=[[1, 1, 1], [2, 2, 2], [2, 2, 2]], n_conv_per_stage=[2] * 3, n_conv_per_stage_decoder=[2] * 2)
    file.write_text(json.dumps(plans, indent=4))
    preprocess([900], configurations=("3d_fullres",), num_processes=(threads,))


def train(epochs, iterations, threads, foreground, resume):
    import torch
    from nnunetv2.run.run_training import get_trainer_from_args, maybe_load_checkpoint
    torch.set_num_threads(threads)
    trainer = get_trainer_from_args("900", "3d_fullres", 0, continue_training=resume, device=torch.device("cpu"))
    trainer.num_epochs = epochs
    trainer.num_iterations_per_epoch = iterations
    trainer.num_val_iterations_per_epoch = 2
    trainer.initial_lr = 0.03
    trainer.oversample_foreground_percent = foreground
    maybe_load_checkpoint(trainer, resume, False)
    trainer.run_training()


def main():
    args = arguments()
    folder = args.folder.absolute()
    set_environment(folder, args.threads)
    if not args.resume:
        make_raw(args.phantoms, folder / "raw" / NAME)
        plan(folder / "preprocessed", args.threads)
    train(args.epochs, args.iterations, args.threads, args.foreground, args.resume)
    print("Trained:", folder / "results" / NAME / "nnUNetTrainer__nnUNetPlans__3d_fullres")


if __name__ == "__main__":
    main()
