"""The peer of a training step: nnU-Net's residual encoder U-Net, paper A's loss and SGD in plain PyTorch."""
import torch
import torch.nn.functional as F

SLOPE = 0.01


def plan(channels, features, blocks, decoder_convolutions):
    stages = len(features)
    return {"kind": "residual-encoder-unet", "inputChannels": channels, "outputChannels": 2, "features": features,
            "blocksPerStage": blocks, "convsPerDecoderStage": [decoder_convolutions] * (stages - 1),
            "kernels": [[3, 3, 3]] * stages, "strides": [[1, 1, 1]] + [[2, 2, 2]] * (stages - 1), "deepSupervision": True}


def parameters(plan):
    """Fresh values by name, in the order of nnU-Net's parameters().

    The norms' shifts keep each channel on one side of leaky ReLU's kink: else the few voxels whose sign is a matter of
    rounding would change gradients by parts in a thousand, between float and double as between two programs.
    """
    values = {}

    def convolution(name, n_in, n_out, kernel=3, bias=True, shift=1):
        values[name + ".conv.weight"] = torch.randn(n_out, n_in, *[kernel] * 3) * (2 / (n_in * kernel ** 3)) ** 0.5
        if bias:
            values[name + ".conv.bias"] = 0.1 * torch.randn(n_out)
        values[name + ".norm.weight"] = 0.2 + 0.04 * torch.rand(n_out)
        values[name + ".norm.bias"] = shift * torch.sign(torch.randn(n_out))

    features, levels = plan["features"], len(plan["features"]) - 1
    convolution("encoder.stem.convs.0", plan["inputChannels"], features[0])
    n_in = features[0]
    for s, n_out in enumerate(features):
        for b in range(plan["blocksPerStage"][s]):
            name = f"encoder.stages.{s}.blocks.{b}"
            convolution(name + ".conv1", n_in, n_out)
            convolution(name + ".conv2", n_out, n_out, shift=3)
            if n_in != n_out:
                convolution(f"{name}.skip.{1 if s and b == 0 else 0}", n_in, n_out, 1, False)
            n_in = n_out
    for s in range(levels):
        n_out = features[levels - 1 - s]
        for i in range(plan["convsPerDecoderStage"][s]):
            convolution(f"decoder.stages.{s}.convs.{i}", n_out if i else 2 * n_out, n_out)
    for s in range(levels):
        n_in, n_out = features[levels - s], features[levels - 1 - s]
        values[f"decoder.transpconvs.{s}.weight"] = torch.randn(n_in, n_out, 2, 2, 2) / n_in ** 0.5
        values[f"decoder.transpconvs.{s}.bias"] = 0.1 * torch.randn(n_out)
    for s in range(levels):
        values[f"decoder.seg_layers.{s}.weight"] = torch.randn(2, features[levels - 1 - s], 1, 1, 1) / 4
        values[f"decoder.seg_layers.{s}.bias"] = 0.1 * torch.randn(2)
    return {name: value.requires_grad_() for name, value in values.items()}


def forward(p, x, plan):
    """Logits, finest first."""
    def norm(x, name):
        return F.instance_norm(x, weight=p[name + ".norm.weight"], bias=p[name + ".norm.bias"], eps=1e-5)

    def convolution(x, name, stride=1):
        weight = p[name + ".conv.weight"]
        return norm(F.conv3d(x, weight, p.get(name + ".conv.bias"), stride, (weight.shape[2] - 1) // 2), name)

    x = F.leaky_relu_(convolution(x, "encoder.stem.convs.0"), SLOPE)
    skips = []
    for s, blocks in enumerate(plan["blocksPerStage"]):
        for b in range(blocks):
            name, strided = f"encoder.stages.{s}.blocks.{b}", s > 0 and b == 0
            y = F.leaky_relu_(convolution(x, name + ".conv1", 2 if strided else 1), SLOPE)
            y = convolution(y, name + ".conv2")
            x = F.avg_pool3d(x, 2) if strided else x
            projection = f"{name}.skip.{1 if strided else 0}"
            x = convolution(x, projection) if projection + ".conv.weight" in p else x
            x = F.leaky_relu_(y + x, SLOPE)
        skips.append(x)
    heads = []
    for s, skip in enumerate(reversed(skips[:-1])):
        x = F.conv_transpose3d(x, p[f"decoder.transpconvs.{s}.weight"], p[f"decoder.transpconvs.{s}.bias"], 2)
        x = torch.cat((x, skip), 1)
        for i in range(plan["convsPerDecoderStage"][s]):
            x = F.leaky_relu_(convolution(x, f"decoder.stages.{s}.convs.{i}"), SLOPE)
        heads.insert(0, F.conv3d(x, p[f"decoder.seg_layers.{s}.weight"], p[f"decoder.seg_layers.{s}.bias"]))
    return heads


def at_head(field, size):
    return F.interpolate(field, size=size, mode="nearest-exact")


def further_inputs(plan, samples, patch):
    """Smooth weights of the Dice term."""
    place = sum(torch.arange(float(n)).reshape([-1 if a == b else 1 for b in range(3)]) for a, n in enumerate(patch))
    return {"lossWeight": (0.75 + 0.25 * torch.cos(place / 9)).expand(samples, 1, *patch)}


def loss(weights, batch, plan):
    return loss_of_heads(forward(weights, batch["input"], plan), batch["target"], batch["lossWeight"])


def loss_of_heads(heads, truth, weight, smooth=1e-5):
    """0.25 cross-entropy + 0.25 weighted Dice + 0.5 Tversky (0.25, 0.75), heads weighted 1, 1/2, 1/4 ..."""
    total, shares = 0, sum(0.5 ** h for h in range(len(heads)))
    for h, logits in enumerate(heads):
        t, w = at_head(truth, logits.shape[2:]), at_head(weight, logits.shape[2:])
        probability = torch.softmax(logits, 1)[:, 1:]
        entropy = F.cross_entropy(logits, t[:, 0].long())
        dice = -(2 * (w * probability * t).sum() + smooth) / ((w * (probability + t)).sum() + smooth)
        axes = (1, 2, 3, 4)
        hits = (probability * t).sum(axes)
        index = (hits + smooth) / (hits + smooth + 0.25 * (probability.sum(axes) - hits) + 0.75 * (t.sum(axes) - hits))
        total = total + 0.5 ** h / shares * (0.25 * entropy + 0.25 * dice + 0.5 * (1 - index.mean()))
    return total
