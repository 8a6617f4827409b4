"""Logits of small networks by dynamic-network-architectures, in double precision: the numbers that NetworkValuesTest holds
the engine against.

Usage: python src/benchmark/nnunet/network_values.py > src/test/resources/org/lymphatlas/network/dl4j/networks.json

Value k over all parameters in order is, with s = sin(k + 0.001 k^2), 0.3 s in convolutions, 1 + 0.1 s in norms' scales, 0.1 s
elsewhere; value i of the input is sin(0.37 i + 0.00013 i^2).
"""
import json

import numpy
import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet, ResidualEncoderUNet

ONE, TWO, FLAT = [1, 1, 1], [2, 2, 2], [1, 2, 2]
CUBE, DISC = [3, 3, 3], [1, 3, 3]


def spec(kind, inputs, outputs, features, blocks, decoder, kernels, strides):
    return {"kind": kind, "inputChannels": inputs, "outputChannels": outputs, "features": features, "blocksPerStage": blocks,
            "convsPerDecoderStage": decoder, "kernels": kernels, "strides": strides, "deepSupervision": False}


PLAIN, RESIDUAL = "plain-unet", "residual-encoder-unet"
ZOO = [
    ("plain, isotropic", spec(PLAIN, 1, 2, [4, 8, 12, 12], [2, 2, 2, 2], [2, 2, 2], [CUBE] * 4, [ONE, TWO, TWO, TWO]),
     [16, 16, 24]),
    ("plain, anisotropic, 3 channels, one region",
     spec(PLAIN, 3, 1, [4, 6, 8, 8, 8], [2, 1, 2, 3, 2], [1, 2, 2, 1], [DISC, DISC, CUBE, CUBE, CUBE],
          [ONE, FLAT, FLAT, TWO, FLAT]), [6, 48, 32]),
    ("plain, 118 classes", spec(PLAIN, 1, 118, [5, 7, 9], [2, 2, 2], [2, 2], [CUBE] * 3, [ONE, TWO, TWO]), [12, 16, 20]),
    ("plain, channels change without a stride",
     spec(PLAIN, 2, 3, [4, 6, 8], [1, 2, 1], [2, 1], [CUBE, DISC, CUBE], [ONE, ONE, [1, 2, 1]]), [5, 8, 7]),
    ("residual, isotropic", spec(RESIDUAL, 1, 2, [4, 8, 12, 12], [1, 2, 3, 2], [1, 1, 1], [CUBE] * 4, [ONE, TWO, TWO, TWO]),
     [16, 16, 24]),
    ("residual, anisotropic, 3 channels, one region",
     spec(RESIDUAL, 3, 1, [4, 6, 8, 8, 8], [1, 1, 2, 2, 1], [1, 2, 1, 2], [DISC, DISC, CUBE, CUBE, CUBE],
          [ONE, FLAT, FLAT, TWO, FLAT]), [6, 48, 32]),
    ("residual, 118 classes", spec(RESIDUAL, 1, 118, [5, 7, 9], [1, 2, 2], [1, 1], [CUBE] * 3, [ONE, TWO, TWO]),
     [12, 16, 20]),
    ("residual, channels change without a stride",
     spec(RESIDUAL, 2, 3, [4, 6, 8], [1, 2, 1], [2, 1], [CUBE, DISC, CUBE], [ONE, ONE, [1, 2, 1]]), [5, 8, 7]),
]


def network(plan):
    """The PyTorch network of a plan, as nnU-Net builds it."""
    common = dict(input_channels=plan["inputChannels"], n_stages=len(plan["features"]), features_per_stage=plan["features"],
                  conv_op=torch.nn.Conv3d, kernel_sizes=plan["kernels"], strides=plan["strides"],
                  num_classes=plan["outputChannels"], n_conv_per_stage_decoder=plan["convsPerDecoderStage"], conv_bias=True,
                  norm_op=torch.nn.InstanceNorm3d, norm_op_kwargs={"eps": 1e-5, "affine": True}, nonlin=torch.nn.LeakyReLU,
                  nonlin_kwargs={"inplace": True}, deep_supervision=plan["deepSupervision"])
    if plan["kind"] == PLAIN:
        return PlainConvUNet(n_conv_per_stage=plan["blocksPerStage"], **common)
    return ResidualEncoderUNet(n_blocks_per_stage=plan["blocksPerStage"], **common)


def fill(net):
    k = 0
    for name, parameter in net.named_parameters():
        i = numpy.arange(k, k + parameter.numel(), dtype=float)
        s = torch.from_numpy(numpy.sin(i + 0.001 * i * i)).reshape(parameter.shape)
        k += parameter.numel()
        values = 0.3 * s if parameter.dim() == 5 else 1 + 0.1 * s if name.endswith("norm.weight") else 0.1 * s
        with torch.no_grad():
            parameter.copy_(values.float().double())


def main():
    cases = []
    for name, plan, size in ZOO:
        net = network(plan).double().eval()
        fill(net)
        i = numpy.arange(plan["inputChannels"] * numpy.prod(size), dtype=float)
        x = torch.from_numpy(numpy.sin(0.37 * i + 0.00013 * i * i).astype("float32").astype(float))
        with torch.no_grad():
            logits = net(x.reshape(1, plan["inputChannels"], *size)).numpy().ravel()
        step = max(1, logits.size // 400) | 1
        cases.append({"name": name, "network": plan, "sizeZyx": size,
                      "parameters": [[n, list(p.shape)] for n, p in net.named_parameters()], "spread": float(logits.std()),
                      "step": step, "logits": [float(f"{v:.7g}") for v in logits[::step]]})
    print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")


if __name__ == "__main__":
    main()
