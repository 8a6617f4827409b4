"""Runs nnU-Net's own predictor on one image and keeps what it computes on the way.

Usage: python src/benchmark/nnunet/reference.py MODEL OUTPUT CHANNEL0 [CHANNEL1 ...] [--folds 0 1] [--mirror] [--step 0.5]

Into OUTPUT go preprocessed.npy [channel, z, y, x] (network axes and spacing), logits.npy [class, z, y, x] (of the tiles'
average over folds and mirrored passes; network axes and spacing), labels.nii.gz on the image's own grid, and reference.json
with the seconds of each part. --labels-only keeps only the labels, and is what is timed against LymphAtlas.
"""
import argparse
import json
import os
import resource
import time
from pathlib import Path

os.environ.setdefault("nnUNet_raw", "/nonexistent")
os.environ.setdefault("nnUNet_preprocessed", "/nonexistent")
os.environ.setdefault("nnUNet_results", "/nonexistent")

import numpy
import torch
from nnunetv2.inference.export_prediction import export_prediction_from_logits
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor


def predict(options):
    started = time.perf_counter()
    predictor = nnUNetPredictor(tile_step_size=options.step, use_gaussian=True, use_mirroring=options.mirror,
                                perform_everything_on_device=False, device=torch.device("cpu"), allow_tqdm=False)
    folds = tuple(f if f == "all" else int(f) for f in options.folds) if options.folds else None
    predictor.initialize_from_trained_model_folder(str(options.model), use_folds=folds, checkpoint_name=options.checkpoint)
    loaded = time.perf_counter()
    preprocessor = predictor.configuration_manager.preprocessor_class(verbose=False)
    data, _, properties = preprocessor.run_case([str(c) for c in options.channels], None, predictor.plans_manager,
                                                predictor.configuration_manager, predictor.dataset_json)
    if not options.labels_only:
        numpy.save(options.output / "preprocessed.npy", numpy.asarray(data, dtype=numpy.float32))
    prepared = time.perf_counter()
    logits = predictor.predict_logits_from_preprocessed_data(torch.as_tensor(numpy.asarray(data)))
    predicted = time.perf_counter()
    if not options.labels_only:
        numpy.save(options.output / "logits.npy", logits.float().numpy())
    exporting = time.perf_counter()
    export_prediction_from_logits(logits, properties, predictor.configuration_manager, predictor.plans_manager,
                                  predictor.dataset_json, str(options.output / "labels"), save_probabilities=False)
    return {"loadSeconds": loaded - started, "preprocessSeconds": prepared - loaded, "tilesSeconds": predicted - prepared,
            "exportSeconds": time.perf_counter() - exporting,
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "preprocessedShape": list(data.shape), "logitsType": str(logits.dtype), "threads": torch.get_num_threads()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("channels", type=Path, nargs="+")
    parser.add_argument("--folds", nargs="*")
    parser.add_argument("--checkpoint", default="checkpoint_final.pth")
    parser.add_argument("--mirror", action="store_true")
    parser.add_argument("--step", type=float, default=0.5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--labels-only", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.output.mkdir(parents=True, exist_ok=True)
    figures = predict(options)
    (options.output / "reference.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
