"""Logits, loss and gradients of small V-Nets with two decoders by PyTorch, in double precision: the numbers that
DualBranchValuesTest holds the engine against.

Usage: python src/benchmark/training-step/dual_branch_values.py > src/test/resources/org/lymphatlas/network/dl4j/dual-branch.json

Value k over all parameters in order is, with s = sin(k + 0.001 k^2), 0.3 s in convolutions, 1 + 0.1 s in norms' scales, 0.1 s
elsewhere; value i of the input sin(0.37 i + 0.00013 i^2), of the annotation 1 where sin(0.11 i) > 0.6, of a mask 2 where
sin(1.7 i + stage) > 0, of the encoder's dropout 1.25 where sin(0.7 i + stage) > -0.6. Of each gradient: its norm, and its sum weighted by cos(i).
"""
import json
import math

import dual_branch
import torch

CUBE, ONE = [3, 3, 3], [1, 1, 1]


def wave(count, function):
    return function(torch.arange(count, dtype=torch.double)).float().double()


def fill(plan):
    values, k = {}, 0
    for name, shape in dual_branch.shapes(plan).items():
        n = math.prod(shape)
        s = wave(n, lambda i: torch.sin(i + k + 0.001 * (i + k) ** 2))
        k += n
        value = 0.3 * s if len(shape) == 5 else 1 + 0.1 * s if name.endswith("norm.weight") else 0.1 * s
        values[name] = value.float().double().reshape(shape).requires_grad_()
    return values


def encoder_masks(plan, samples, size):
    masks = {}
    for s, (channels, stride) in enumerate(zip(plan["features"][:-1], plan["strides"])):
        size = [n // k for n, k in zip(size, stride)]
        mask = wave(samples * channels * math.prod(size), lambda i: 1.25 * (torch.sin(0.7 * i + s) > -0.6))
        masks[f"encoderMask{s}"] = mask.reshape(samples, channels, *size)
    return masks


def inputs(plan, samples, size, theta, weight):
    image = wave(samples * plan["inputChannels"] * math.prod(size), lambda i: torch.sin(0.37 * i + 0.00013 * i ** 2))
    annotation = wave(samples * math.prod(size), lambda i: 1.0 * (torch.sin(0.11 * i) > 0.6))
    share = torch.tensor(theta).double().reshape(samples, 1)
    masks = {f"mask{s}": wave(samples * n, lambda i: 2.0 * (torch.sin(1.7 * i + s) > 0)).reshape(samples, n)
             for s, n in enumerate(plan["features"])}
    return {"input": image.reshape(samples, plan["inputChannels"], *size), "target": annotation.reshape(samples, 1, *size),
            "mainShare": share, "auxiliaryShare": 1 - share, "pseudoWeight": torch.tensor([weight]).double()} | masks


def case(name, plan, size, theta, weight, encoder_dropout=False):
    weights, batch = fill(plan), inputs(plan, len(theta), size, theta, weight)
    if encoder_dropout:
        batch |= encoder_masks(plan, len(theta), size)
    main, auxiliary = dual_branch.forward(weights, batch["input"], plan,
                                          [batch[f"mask{s}"] for s in range(len(plan["features"]))],
                                          [batch.get(f"encoderMask{s}", 1) for s in range(len(plan["features"]))])
    loss = dual_branch.loss_of_branches(main, auxiliary, batch)
    loss.backward()
    step = max(1, main.numel() // 200) | 1
    gradients = {}
    for parameter, value in weights.items():
        g = value.grad.flatten()
        gradients[parameter] = rounded([g.norm(), (g * torch.cos(torch.arange(len(g), dtype=torch.double))).sum()])
    return {"name": name, "network": plan, "sizeZyx": size, "theta": theta, "pseudoWeight": weight,
            "encoderDropout": encoder_dropout, "step": step,
            "main": rounded(main.detach().flatten()[::step]), "auxiliary": rounded(auxiliary.detach().flatten()[::step]),
            "loss": loss.item(), "gradients": gradients}


def rounded(values):
    return [float(f"{float(v):.7g}") for v in values]


def main():
    odd = dual_branch.plan(2, [3, 5, 5, 9])
    odd |= {"kernels": [[3, 1, 3], CUBE, [1, 1, 3], [3, 5, 1]], "strides": [ONE, [1, 3, 2], [2, 1, 1], [1, 2, 3]]}
    cases = [case("anisotropic", dual_branch.plan(1, [4, 6, 8], True), [4, 16, 12], [0.3, 0.85], 1.3),
             case("odd", odd, [2, 12, 12], [0.6], 0.4),
             case("more than a vector of channels", dual_branch.plan(1, [16, 20], True), [2, 6, 8], [0.5, 0.5], 2),
             case("dropout in the encoder", dual_branch.plan(1, [4, 6, 8], True), [4, 16, 12], [0.2, 0.6], 0.8, True)]
    counted = dual_branch.plan(1, [16, 32, 64, 128, 256, 512], True)
    print(json.dumps({"parametersOfPaperB": sum(math.prod(s) for s in dual_branch.shapes(counted).values())})[:-1]
          + ', "cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}")


if __name__ == "__main__":
    main()
