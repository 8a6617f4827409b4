"""One patch through a network: PyTorch and LymphAtlas, the same weights, interleaved.

Usage: python src/benchmark/nnunet/forward.py FOLDER [NAME ...] [--repeats 5] [--threads 2]

Needs the compiled tests (mvn test-compile) and the class path that ./lymphatlas writes. For each network it prints the
medians of wall and CPU seconds of both, their ratios, the peak resident memory of both processes, what LymphAtlas predicted
for its part outside the Java heap, and the largest difference of the logits in units of their spread.
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

import numpy
import torch
from network_values import CUBE, DISC, FLAT, ONE, PLAIN, RESIDUAL, TWO, network, spec

REPOSITORY = Path(__file__).resolve().parents[3]
LNQ = [32, 64, 128, 256, 320, 320]
NETWORKS = {
    "plain-64": (spec(PLAIN, 1, 2, LNQ, [2] * 6, [2] * 5, [CUBE] * 6, [ONE] + [TWO] * 5), [64, 64, 64]),
    "plain-118": (spec(PLAIN, 1, 118, LNQ[:5], [2] * 5, [2] * 4, [CUBE] * 5, [ONE] + [TWO] * 4), [112, 112, 128]),
    "residual-128": (spec(RESIDUAL, 1, 2, LNQ, [1, 3, 4, 6, 6, 6], [1] * 5, [CUBE] * 6, [ONE] + [TWO] * 5), [128, 128, 128]),
    "anisotropic": (spec(PLAIN, 1, 2, LNQ, [2] * 6, [2] * 5, [DISC, DISC, CUBE, CUBE, CUBE, CUBE],
                         [ONE, FLAT, FLAT, TWO, TWO, FLAT]), [16, 256, 256]),
    "residual-64": (spec(RESIDUAL, 1, 2, LNQ, [1, 3, 4, 6, 6, 6], [1] * 5, [CUBE] * 6, [ONE] + [TWO] * 5), [64, 64, 64]),
}


def write_safetensors(parameters, file):
    header, offset = {}, 0
    for name, tensor in parameters:
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + 4 * tensor.numel()]}
        offset += 4 * tensor.numel()
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for _, tensor in parameters:
            out.write(tensor.detach().numpy().astype("<f4").tobytes())


class LymphAtlas:
    """The Java process, asked line by line."""

    def __init__(self, folder, threads):
        classpath = ":".join([str(REPOSITORY / "target/test-classes"), str(REPOSITORY / "target/classes"),
                              (REPOSITORY / "target/lymphatlas.classpath").read_text().strip()])
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="PASSIVE")
        self.process = subprocess.Popen(
            ["java", "-Xmx2g", f"-XX:ActiveProcessorCount={threads}", "-cp", classpath,
             "org.lymphatlas.network.dl4j.ForwardBenchmark", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(folder / "java.log", "w"), text=True,
            env=environment)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def run(self):
        return [float(v) for v in self.ask("run")]


def peak_megabytes():
    """Linux only. (The kernel's ru_maxrss would begin with the parent process' peak.)"""
    status = Path("/proc/self/status").read_text()
    return int(status[status.index("VmHWM:") + 6:].split()[0]) * 1.024e-3


def peer(plan, size, folder, threads):
    """A process of its own, so that its peak memory is its own: answers each line "run"."""
    torch.set_num_threads(threads)
    net = network(plan).eval()
    net.load_state_dict(torch.load(folder / "weights.pt"))
    x = torch.from_numpy(numpy.fromfile(folder / "input.raw", dtype="<f4").reshape(1, plan["inputChannels"], *size))
    for line in sys.stdin:
        cpu, start = time.process_time(), time.perf_counter()
        with torch.inference_mode():
            logits = net(x)
        print(time.perf_counter() - start, time.process_time() - cpu,
              peak_megabytes(), flush=True)
        if line.strip() == "logits":
            logits.numpy().astype("<f4").tofile(folder / "peer.raw")


class PyTorch:
    """The other process."""

    def __init__(self, folder, threads):
        self.process = subprocess.Popen([sys.executable, __file__, str(folder), "--peer", "--threads", str(threads)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="PASSIVE"))

    def run(self, request="run"):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return [float(v) for v in self.process.stdout.readline().split()]


def prepare(plan, size, folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    net = network(plan)
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.1 * torch.randn_like(parameter))
    torch.save(net.state_dict(), folder / "weights.pt")
    write_safetensors(list(net.named_parameters()), folder / "weights.safetensors")
    torch.randn(plan["inputChannels"], *size).numpy().astype("<f4").tofile(folder / "input.raw")
    (folder / "network.json").write_text(json.dumps({"network": plan, "sizeZyx": size}))


def compare(name, plan, size, folder, options):
    prepare(plan, size, folder)
    ours, theirs = LymphAtlas(folder, options.threads), PyTorch(folder, options.threads)
    for _ in range(options.warm_up):
        theirs.run(), ours.run()
    a, b = [], []
    for _ in range(options.repeats):
        b.append(theirs.run())
        a.append(ours.run())
    theirs.run("logits"), ours.ask("logits")
    x, y = (numpy.fromfile(folder / f, dtype="<f4") for f in ("logits.raw", "peer.raw"))
    difference = abs(x - y).max() / y.std()
    median = [[statistics.median(r[k] for r in rows) for k in range(2)] for rows in (a, b)]
    wall = statistics.median(p[0] / q[0] for p, q in zip(a, b))
    cpu = statistics.median(p[1] / q[1] for p, q in zip(a, b))
    print(f"| {name} {'x'.join(map(str, size))} | {median[1][0]:.2f} / {median[1][1]:.2f} | {median[0][0]:.2f} / "
          f"{median[0][1]:.2f} | {wall:.2f} / {cpu:.2f} | {b[-1][2]:.0f} | {a[-1][2]:.0f} ({a[-1][3]:.0f}) | "
          f"{difference:.1e} |", flush=True)
    ours.process.stdin.close(), theirs.process.stdin.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="of " + ", ".join(NETWORKS))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        case = json.loads((options.folder / "network.json").read_text())
        peer(case["network"], case["sizeZyx"], options.folder, options.threads)
        return
    print("| network, patch | PyTorch wall / CPU s | LymphAtlas wall / CPU s | ratio wall / CPU | PyTorch MB | LymphAtlas MB "
          "(predicted outside the heap) | largest difference / spread |\n|---|---|---|---|---|---|---|", flush=True)
    for name in options.names or NETWORKS:
        plan, size = NETWORKS[name]
        compare(name, plan, size, options.folder / name, options)


if __name__ == "__main__":
    main()
