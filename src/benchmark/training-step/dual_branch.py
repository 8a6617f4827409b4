"""The peer of paper B's training step: its V-Net with two decoders, its objective and its parts in plain PyTorch."""
import math

import torch
import torch.nn.functional as F

SLOPE = 0.01
GAMMA, ALPHA, TEMPERATURE = 0.8, 0.4, 0.3
LABEL_FLOOR = 1e-4
DECODERS = ("main", "auxiliary")


def plan(channels, features, anisotropic=False):
    stages = len(features)
    kernels, strides = [[3, 3, 3]] * stages, [[1, 1, 1]] + [[2, 2, 2]] * (stages - 1)
    if anisotropic:
        kernels, strides = [[1, 3, 3]] + kernels[1:], [[1, 1, 1], [1, 2, 2]] + strides[2:]
    return {"kind": "dual-branch-vnet", "inputChannels": channels, "outputChannels": 2, "features": features,
            "blocksPerStage": [1] * stages, "convsPerDecoderStage": [2] * (stages - 1), "kernels": kernels,
            "strides": strides, "deepSupervision": False}


def shapes(plan):
    """Of every parameter by name, in the order of model files."""
    shape, features = {}, plan["features"]

    def convolution(name, n_in, n_out, kernel, transposed=False):
        shape[name + ".conv.weight"] = [n_in, n_out, *kernel] if transposed else [n_out, n_in, *kernel]
        for kind in ("conv.bias", "norm.weight", "norm.bias"):
            shape[f"{name}.{kind}"] = [n_out]

    n_in = plan["inputChannels"]
    for s, n_out in enumerate(features):
        if s > 0:
            shape[f"encoder.{s}.down.weight"] = [n_in, n_in, *plan["strides"][s]]
            shape[f"encoder.{s}.down.bias"] = [n_in]
        convolution(f"encoder.{s}.conv1", n_in, n_out, plan["kernels"][s])
        convolution(f"encoder.{s}.conv2", n_out, n_out, plan["kernels"][s])
        if n_in != n_out:
            convolution(f"encoder.{s}.skip", n_in, n_out, [1, 1, 1])
        n_in = n_out
    for decoder in DECODERS:
        for s in reversed(range(len(features) - 1)):
            name, n_out = f"{decoder}.{s}", features[s]
            convolution(name + ".up", features[s + 1], n_out, plan["strides"][s + 1], True)
            convolution(name + ".conv1", 2 * n_out, n_out, plan["kernels"][s])
            convolution(name + ".conv2", n_out, n_out, plan["kernels"][s])
        shape[decoder + ".head.weight"] = [plan["outputChannels"], features[0], 1, 1, 1]
        shape[decoder + ".head.bias"] = [plan["outputChannels"]]
    return shape


def parameters(plan):
    """Fresh values by name; the norms' shifts keep activations away from the kink of leaky ReLU (see residual_unet.py)."""
    values = {}
    for name, shape in shapes(plan).items():
        if len(shape) == 5:
            fan_in = shape[0] if ".up." in name else math.prod(shape[1:])
            variance = 0.06 if ".head." in name else 2
            values[name] = torch.randn(shape) * (variance / fan_in) ** 0.5
        elif name.endswith("norm.weight"):
            values[name] = 0.2 + 0.04 * torch.rand(shape)
        elif name.endswith("norm.bias"):
            values[name] = (3 if ".conv2." in name else 1) * torch.sign(torch.randn(shape))
        else:
            values[name] = 0.1 * torch.randn(shape)
    return {name: value.requires_grad_() for name, value in values.items()}


def further_inputs(plan, samples, patch):
    """The branches' shares, the pseudo labels' weight, and which channels the auxiliary decoder receives."""
    share = torch.linspace(0.3, 0.6, samples).reshape(samples, 1)
    masks = {f"mask{s}": 2.0 * (torch.rand(samples, n) < 0.5) for s, n in enumerate(plan["features"])}
    return {"mainShare": share, "auxiliaryShare": 1 - share, "pseudoWeight": torch.tensor([1.3])} | masks


def forward(p, x, plan, masks, encoder_masks=None):
    """Logits of the main and of the auxiliary branch; masks are dropout's factors, by stage."""
    def norm(x, name):
        return F.instance_norm(x, weight=p[name + ".norm.weight"], bias=p[name + ".norm.bias"], eps=1e-5)

    def convolution(x, name):
        weight = p[name + ".conv.weight"]
        return norm(F.conv3d(x, weight, p[name + ".conv.bias"], padding=[n // 2 for n in weight.shape[2:]]), name)

    def activated(x):
        return F.leaky_relu_(x, SLOPE)

    def decode(features, decoder):
        x = features[-1]
        for s in reversed(range(len(features) - 1)):
            name = f"{decoder}.{s}"
            up = F.conv_transpose3d(x, p[name + ".up.conv.weight"], p[name + ".up.conv.bias"], plan["strides"][s + 1])
            up = activated(norm(up, name + ".up"))
            y = activated(convolution(torch.cat((up, features[s]), 1), name + ".conv1"))
            x = activated(convolution(y, name + ".conv2") + up)
        return F.conv3d(x, p[decoder + ".head.weight"], p[decoder + ".head.bias"])

    features = []
    for s in range(len(plan["features"])):
        if s > 0:
            x = F.conv3d(x, p[f"encoder.{s}.down.weight"], p[f"encoder.{s}.down.bias"], plan["strides"][s])
        y = activated(convolution(x, f"encoder.{s}.conv1"))
        y = convolution(y * encoder_masks[s] if encoder_masks else y, f"encoder.{s}.conv2")
        x = activated(y + (activated(convolution(x, f"encoder.{s}.skip")) if f"encoder.{s}.skip.conv.weight" in p else x))
        features.append(x)
    perturbed = [f * mask[:, :, None, None, None] for f, mask in zip(features, masks)]
    return [decode(features, "main"), decode(perturbed, "auxiliary")]


def supervised(logits, annotation):
    """Symmetric and partial cross-entropy and Tversky's loss (equations 2 to 5)."""
    y = annotation[:, 0].long()
    probability, each = torch.softmax(logits, 1), F.cross_entropy(logits, y, reduction="none")
    floor = torch.stack((1 - y, y), 1).clamp(LABEL_FLOOR, 1).to(logits)
    symmetric = GAMMA * each.mean() - (probability * floor.log()).mean()
    partial = each[y == 1].mean() if (y == 1).any() else 0
    p, t = probability[:, 1], annotation[:, 0]
    hits = (p * t).sum() + 1e-5
    tversky = 1 - hits / (hits + ALPHA * (p * (1 - t)).sum() + (1 - ALPHA) * ((1 - p) * t).sum())
    return symmetric + partial + tversky


def consensus(logits, others, label):
    """Cross-entropy against the pseudo label where the branches agree, and their divergence (equation 9)."""
    log_p, log_q = torch.log_softmax(logits, 1), torch.log_softmax(others, 1)
    divergence = (log_q.exp() * (log_q - log_p)).sum(1)
    weight = torch.exp(-divergence)
    entropy = -((1 - label) * log_p[:, 0] + label * log_p[:, 1])
    return (weight * entropy + divergence).sum() / weight.sum()


def loss(weights, batch, plan):
    """Equation 10."""
    masks = [batch[f"mask{s}"] for s in range(len(plan["features"]))]
    main, auxiliary = forward(weights, batch["input"], plan, masks)
    return loss_of_branches(main, auxiliary, batch)


def loss_of_branches(main, auxiliary, batch):
    with torch.no_grad():
        theta, rest = (batch[name].reshape(-1, 1, 1, 1, 1) for name in ("mainShare", "auxiliaryShare"))
        mixed = theta * torch.softmax(main, 1) + rest * torch.softmax(auxiliary, 1)
        label = torch.softmax(mixed / TEMPERATURE, 1)[:, 1]
        label = torch.where(batch["target"][:, 0] == 1, 1 - LABEL_FLOOR, label)
    pseudo = consensus(main, auxiliary, label) + consensus(auxiliary, main, label)
    return supervised(main, batch["target"]) + supervised(auxiliary, batch["target"]) + batch["pseudoWeight"][0] * pseudo
