"""A whole prediction, from the file of the CT to the file of the labels: nnUNetPredictor and LymphAtlas, interleaved.

Usage: python src/benchmark/nnunet/whole.py NNUNET_MODEL IMPORTED_MODEL CT FOLDER [--mirror] [--repeats 3] [--threads 2]
           [--keys region=all] further keys of LymphAtlas' predict, e.g. --keys region=box priors=FOLDER

Prints the medians of wall and CPU seconds and the largest resident memory of both processes, the starts of Python and Java
included, and how many labels are the same.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import SimpleITK

HERE = Path(__file__).resolve().parent


def run(command, environment):
    """Wall seconds, CPU seconds, peak resident MB."""
    started = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed: {' '.join(str(c) for c in command)}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1.024e-3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("nnunet", "imported", "ct", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--mirror", action="store_true")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keys", nargs="+", default=["region=all"])
    options = parser.parse_args()
    environment = dict(os.environ, OMP_NUM_THREADS=str(options.threads), OMP_WAIT_POLICY="PASSIVE",
                       LYMPHATLAS_JAVA_OPTS=f"-XX:ActiveProcessorCount={options.threads}")
    theirs, ours = [], []
    for i in range(options.repeats):
        theirs.append(run([sys.executable, HERE / "reference.py", options.nnunet, options.folder / "nnunet", options.ct,
                           "--labels-only", "--threads", options.threads, "--folds", "0"]
                          + (["--mirror"] if options.mirror else []), environment))
        ours.append(run([HERE.parents[2] / "lymphatlas", "predict", f"ct={options.ct}", f"model={options.imported}",
                         f"output={options.folder / f'lymphatlas-{i}'}", *options.keys,
                         f"mode={'standard' if options.mirror else 'fast'}"], environment))
    for name, rows in (("nnUNetPredictor", theirs), ("LymphAtlas", ours)):
        print(f"{name}: wall {statistics.median(r[0] for r in rows):.1f} s, CPU {statistics.median(r[1] for r in rows):.1f} s, "
              f"peak {max(r[2] for r in rows):.0f} MB")
    print("ratio of CPU seconds " + " ".join(f"{a[1] / b[1]:.2f}" for a, b in zip(ours, theirs)), "ratio of wall seconds",
          " ".join(f"{a[0] / b[0]:.2f}" for a, b in zip(ours, theirs)))
    labels, other = (SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(options.folder / folder / "labels.nii.gz")))
                     for folder in ("nnunet", "lymphatlas-0"))
    print(f"labels: {100 * (other == labels).mean():.4f} % the same")


if __name__ == "__main__":
    main()
