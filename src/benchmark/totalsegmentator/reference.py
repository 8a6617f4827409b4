"""Runs TotalSegmentator's own program (its Python API) on the processor with two threads; nothing is sent or fetched.

Usage: python src/benchmark/totalsegmentator/reference.py WEIGHTS CT OUTPUT fast|fastest|normal [--parts 291 293]

WEIGHTS is a folder of weights.py, OUTPUT the label map. With --parts only those 1.5 mm networks run (what LymphAtlas'
"normal" does), through the function that the program itself calls. Prints seconds and peak memory as JSON.
"""
import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("weights", type=Path)
parser.add_argument("ct", type=Path)
parser.add_argument("output", type=Path)
parser.add_argument("quality", choices=["fast", "fastest", "normal"])
parser.add_argument("--parts", nargs="*", type=int)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--float32", action="store_true",
                    help="average logits in 32 bits where the program uses 16: tells its rounding from other differences")


def run(options):
    if options.float32:
        import torch
        torch.half = torch.float16 = torch.float32
    if options.parts:
        from totalsegmentator.config import setup_nnunet
        setup_nnunet()
        from totalsegmentator.nnunet import nnUNet_predict_image
        nnUNet_predict_image(options.ct, options.output, options.parts, model="3d_fullres", folds=[0],
                             trainer="nnUNetTrainerNoMirroring", tta=False, multilabel_image=True, resample=1.5,
                             task_name="total", nr_threads_resampling=1, nr_threads_saving=1, quiet=True, device="cpu")
    else:
        from totalsegmentator.python_api import totalsegmentator
        totalsegmentator(options.ct, options.output, ml=True, fast=options.quality == "fast",
                         fastest=options.quality == "fastest", quiet=True, device="cpu")


def main():
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["TOTALSEG_HOME_DIR"] = home
        os.environ["TOTALSEG_WEIGHTS_PATH"] = str(options.weights.resolve())
        (Path(home) / "config.json").write_text(json.dumps(
            {"totalseg_id": "none", "send_usage_stats": False, "prediction_counter": 0, "statistics_disclaimer_shown": True}))
        multiprocessing.cpu_count = lambda: options.threads  # the program gives PyTorch as many threads as it says
        started = time.perf_counter()
        run(options)
        seconds = time.perf_counter() - started
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": round(seconds, 2), "cpuSeconds": round(own.ru_utime + own.ru_stime + children.ru_utime
                                                                        + children.ru_stime, 2),
                      "peakMegabytes": round(own.ru_maxrss / 1024), "peakMegabytesOfLargestChild":
                      round(children.ru_maxrss / 1024)}))


if __name__ == "__main__":
    main()
