"""A training step of LymphAtlas and of PyTorch: wall and CPU time, peak memory; first, whether both do the same.

Usage: src/benchmark/training-step/run.sh FOLDER [--network residual-unet | dual-branch] [--patch 64 | Z,Y,X] [--features F,...]
    [--anisotropic] [--repeats 7] [--threads 2] [--channels-last] [--steps N]

Networks: paper A's residual encoder U-Net with its loss (residual_unet.py), or paper B's V-Net with two decoders and its
objective (dual_branch.py); with --anisotropic the latter's first level has the kernel (1,3,3) and the stride (1,2,2).

On the same weights and batch, loss and all gradients must agree to 1e-4 with PyTorch's in double precision (in single its
sums over many voxels are not that exact), or nothing is timed: of each tensor the
Euclidean norm of the difference, over the norm of PyTorch's gradient or 1e-3 of the norm over all tensors, whichever is
larger (the gradient of a bias before a norm is zero but for rounding). Then steps (forward, backward, clipping, Nesterov
SGD) take turns; medians of wall and CPU seconds, their ratios turn by turn, and the peak resident memory of both processes.
With --steps N, LymphAtlas alone takes N steps after the others and its resident memory is written down every 50 of them.
"""
import argparse
import json
import os
import statistics
import struct
import subprocess
import sys
import time
from pathlib import Path

import dual_branch
import numpy
import residual_unet
import torch

REPOSITORY = Path(__file__).resolve().parents[3]
BATCH = 2
TOLERANCE = 1e-4
MAIN = "org.lymphatlas.network.dl4j.TrainingBenchmark"


def write_safetensors(values, file):
    header, offset = {}, 0
    for name, value in values.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [offset, offset + 4 * value.numel()]}
        offset += 4 * value.numel()
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for value in values.values():
            out.write(value.detach().contiguous().numpy().astype("<f4").tobytes())


def read_safetensors(file):
    content = file.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    return {name: numpy.frombuffer(content[start + entry["data_offsets"][0]:start + entry["data_offsets"][1]], "<f4").copy()
            .reshape(entry["shape"]) for name, entry in header.items() if name != "__metadata__"}


def module(network):
    return dual_branch if network["kind"] == "dual-branch-vnet" else residual_unet


def prepare(folder, network, patch):
    """Weights, balls as truth, balls and waves as input, and what else the objective takes."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    write_safetensors(module(network).parameters(network), folder / "weights.safetensors")
    random = numpy.random.default_rng(2)
    grid = numpy.stack(numpy.meshgrid(*[numpy.arange(n) for n in patch], indexing="ij"))
    truth = numpy.zeros((BATCH, 1, *patch), "<f4")
    for sample in truth:
        for _ in range(6):
            centre = random.uniform(0, patch, 3).reshape(3, 1, 1, 1)
            sample[0, ((grid - centre) ** 2).sum(0) < random.uniform(0.05, 0.15) ** 2 * min(patch) ** 2] = 1
    values = numpy.empty((BATCH, network["inputChannels"], *patch), "<f4")
    for sample in range(BATCH):
        for channel in range(network["inputChannels"]):
            waves = random.uniform(-6, 6, (4, 3)) / patch
            values[sample, channel] = truth[sample, 0] + sum(
                numpy.sin(numpy.tensordot(wave, grid, 1) + random.uniform(0, 6)) for wave in waves)
    batch = {"input": torch.from_numpy(values), "target": torch.from_numpy(truth)}
    write_safetensors(batch | module(network).further_inputs(network, BATCH, patch), folder / "batch.safetensors")
    (folder / "case.json").write_text(json.dumps({"network": network, "batch": BATCH, "patchZyx": list(patch)}))


def megabytes(key):
    """Linux only. (The kernel's ru_maxrss would begin with the parent process' peak.)"""
    status = Path("/proc/self/status").read_text()
    return int(status[status.index(key + ":") + len(key) + 1:].split()[0]) * 1.024e-3


def peer(folder, threads, channels_last, double):
    """PyTorch's process: answers each line."""
    torch.set_num_threads(threads)
    order = {"memory_format": torch.channels_last_3d} if channels_last else {}
    network = json.loads((folder / "case.json").read_text())["network"]
    kind = torch.float64 if double else torch.float32
    tensors = {part: {n: torch.from_numpy(v).to(kind, **(order if v.ndim == 5 else {}))
                      for n, v in read_safetensors(folder / f"{part}.safetensors").items()} for part in ("weights", "batch")}
    weights = {n: v.requires_grad_() for n, v in tensors["weights"].items()}
    optimizer = torch.optim.SGD(weights.values(), lr=1e-3, momentum=0.99, nesterov=True, weight_decay=3e-5)
    for line in sys.stdin:
        cpu, start = time.process_time(), time.perf_counter()
        optimizer.zero_grad()
        value = module(network).loss(weights, tensors["batch"], network)
        value.backward()
        if line.strip() == "gradients":
            write_safetensors({n: v.grad for n, v in weights.items()}, folder / "peer.safetensors")
        else:
            torch.nn.utils.clip_grad_norm_(weights.values(), 12)
            optimizer.step()
        print(time.perf_counter() - start, time.process_time() - cpu, megabytes("VmHWM"), megabytes("VmRSS"),
              value.item(), flush=True)


class Process:
    """One side, asked line by line."""

    def __init__(self, command, threads, log):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(log, "w"),
                                        text=True, env=dict(os.environ, OMP_NUM_THREADS=str(threads),
                                                            OMP_WAIT_POLICY="PASSIVE"))

    def ask(self, request="step"):
        """Wall seconds, CPU seconds, peak and present resident MB, loss."""
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        return [float(v) for v in answer.split()] or sys.exit(f"no answer to {request}: see the log in the folder")


def lymphatlas(folder, threads):
    classpath = ":".join([str(REPOSITORY / "target/test-classes"), str(REPOSITORY / "target/classes"),
                          (REPOSITORY / "target/lymphatlas.classpath").read_text().strip()])
    return Process(["java", "-Xmx1g", f"-XX:ActiveProcessorCount={threads}", "-cp", classpath, MAIN, str(folder)], threads,
                   folder / "java.log")


def check(folder, ours, theirs):
    values = ours.ask("gradients")[4], theirs.ask("gradients")[4]
    a, b = read_safetensors(folder / "lymphatlas.safetensors"), read_safetensors(folder / "peer.safetensors")
    norms = {name: float(numpy.linalg.norm(b[name].astype(float))) for name in b}
    whole = sum(n * n for n in norms.values()) ** 0.5
    errors = {name: float(numpy.linalg.norm(a[name].astype(float) - b[name])) / max(norms[name], 1e-3 * whole) for name in b}
    worst = max(errors, key=errors.get)
    difference = abs(values[0] - values[1]) / abs(values[1])
    print(f"loss {values[0]:.7f} and PyTorch's {values[1]:.7f}; gradients of {len(b)} tensors differ by at most "
          f"{errors[worst]:.1e} ({worst}); norm {whole:.4f}", flush=True)
    if a.keys() != b.keys() or difference > TOLERANCE or errors[worst] > TOLERANCE:
        sys.exit("The two sides do not do the same: nothing timed.")
    return {"loss": values[0], "lossDifference": difference, "largestGradientDifference": errors[worst]}


def flat(ours, steps):
    """Resident megabytes every 50 steps."""
    resident = []
    for i in range(steps):
        answer = ours.ask()
        if i % 50 == 49:
            resident.append(round(answer[3]))
            print(f"step {i + 1}: {resident[-1]} MB resident", flush=True)
    return resident


def plan(options):
    if options.network == "dual-branch":
        return dual_branch.plan(1, numbers(options.features or "16,32,64,128"), options.anisotropic)
    features = numbers(options.features or "16,32,64,128,160")
    return residual_unet.plan(3, features, [1] * len(features), 2)


def numbers(text):
    return [int(n) for n in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--network", choices=("residual-unet", "dual-branch"), default="residual-unet")
    parser.add_argument("--patch", default="64")
    parser.add_argument("--features")
    parser.add_argument("--anisotropic", action="store_true")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--channels-last", action="store_true", help="PyTorch's tensors in channels_last_3d")
    parser.add_argument("--double", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        peer(options.folder, options.threads, options.channels_last, options.double)
        return
    patch = numbers(options.patch)
    prepare(options.folder, plan(options), patch * 3 if len(patch) == 1 else patch)
    order = ["--channels-last"] if options.channels_last else []
    command = [sys.executable, __file__, str(options.folder), "--peer", "--threads", str(options.threads), *order]
    ours = lymphatlas(options.folder, options.threads)
    exact = Process([*command, "--double"], options.threads, options.folder / "exact.log")
    result = check(options.folder, ours, exact)
    exact.process.stdin.close()
    theirs = Process(command, options.threads, options.folder / "peer.log")
    for _ in range(options.warm_up):
        theirs.ask(), ours.ask()
    a, b = [], []
    for _ in range(options.repeats):
        b.append(theirs.ask())
        a.append(ours.ask())
    for side, rows in (("PyTorch " + torch.__version__, b), ("LymphAtlas", a)):
        result[side] = {"wall": statistics.median(r[0] for r in rows), "cpu": statistics.median(r[1] for r in rows),
                        "peakMegabytes": rows[-1][2]}
        print(f"{side}: {result[side]['wall']:.3f} s wall, {result[side]['cpu']:.3f} s CPU, peak {rows[-1][2]:.0f} MB")
    result |= {"wallRatio": statistics.median(p[0] / q[0] for p, q in zip(a, b)),
               "cpuRatio": statistics.median(p[1] / q[1] for p, q in zip(a, b)), "memoryRatio": a[-1][2] / b[-1][2]}
    print("LymphAtlas / PyTorch: wall {wallRatio:.2f}, CPU {cpuRatio:.2f}, peak memory {memoryRatio:.2f}".format(**result),
          flush=True)
    if options.steps:
        theirs.process.stdin.close()
        result["residentMegabytes"] = flat(ours, options.steps)
    (options.folder / "step.json").write_text(json.dumps(result, indent=1))
    ours.process.stdin.close()
    theirs.process.stdin.close()


if __name__ == "__main__":
    main()
