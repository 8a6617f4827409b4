"""batchgeneratorsv2 as nnU-Net sets it up, and GIN/IPA in plain PyTorch: CPU milliseconds a patch, one thread.

Usage: peer.py SIDE PATCHES. Prints lines "python,name,median,mean" as AugmentationBenchmark does.
"""
import math
import statistics
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from batchgeneratorsv2.transforms.intensity.contrast import BGContrast, ContrastTransform
from batchgeneratorsv2.transforms.intensity.gamma import GammaTransform
from batchgeneratorsv2.transforms.intensity.gaussian_noise import GaussianNoiseTransform
from batchgeneratorsv2.transforms.noise.gaussian_blur import GaussianBlurTransform
from batchgeneratorsv2.transforms.spatial.low_resolution import SimulateLowResolutionTransform
from batchgeneratorsv2.transforms.spatial.spatial import SpatialTransform
from nnunetv2.training.data_augmentation.compute_initial_patch_size import get_patch_size
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer

side, patches = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(1)
np.random.seed(1)
torch.manual_seed(1)
ANGLE = (-math.pi / 6, math.pi / 6)
initial = [int(n) for n in get_patch_size([side] * 3, ANGLE, ANGLE, ANGLE, (0.85, 1.25))]
ct = torch.randn(1, *initial)
nodes = (torch.arange(ct.numel()) // 8 % 40 == 0).to(torch.int16).reshape(1, *initial)
middle = tuple([slice(0, side)] * 3)


def report(name, change):
    times = []
    for n in range(-min(20, patches), patches):
        patch = ct[(slice(None),) + middle].clone()
        begin = time.thread_time()
        change(patch)
        if n >= 0:
            times.append(1e3 * (time.thread_time() - begin))
    print(f"python,{name},{statistics.median(times):.2f},{statistics.mean(times):.2f}", flush=True)


def random_net(x):
    """x: 1, 1, z, y, x."""
    y = x
    for layer, (n_in, n_out) in enumerate(((1, 4), (4, 4), (4, 4), (4, 1))):
        k = 1 if torch.rand(1) < 0.5 else 3
        y = F.conv3d(y, torch.randn(n_out, n_in, k, k, k), torch.randn(n_out), padding=k // 2)
        if layer < 3:
            y = F.leaky_relu(y, 0.01)
    return y


def blending_map():
    half = (side + 1) // 2
    n = math.ceil(half / 24) + 2
    box = torch.ones(24).numpy()
    line = torch.from_numpy(np.convolve(np.convolve(box, box), box) / 24 ** 2).float()
    kernel = line[:, None, None] * line[None, :, None] * line[None, None, :]
    m = F.conv_transpose3d(torch.randn(1, 1, n, n, n), kernel[None, None], stride=24)
    at = (m.shape[-1] - half) // 2
    m = unit(m[(...,) + (slice(at, at + half),) * 3].exp())
    return F.interpolate(m, size=(side,) * 3, mode="trilinear")


def unit(x):
    return (x - x.min()) / (x.max() - x.min())


def gin_ipa(x):
    copies = []
    for _ in range(2):
        a = torch.rand(1)
        y = a * random_net(x) + (1 - a) * x
        copies.append(unit(y * x.norm() / (y.norm() + 1e-5)))
    m = blending_map()
    y = m * copies[0] + (1 - m) * copies[1]
    return (y - y.mean()) / y.std()


spatial = SpatialTransform((side,) * 3, patch_center_dist_from_border=0, random_crop=False, p_rotation=1, rotation=ANGLE,
                           p_scaling=1, scaling=(0.7, 1.4), p_synchronize_scaling_across_axes=1)
report("linear", lambda p: spatial(image=ct))
report("linear+labels", lambda p: spatial(image=ct, segmentation=nodes))
report("noise", lambda p: GaussianNoiseTransform((0.1, 0.1))(image=p))
report("blur", lambda p: GaussianBlurTransform((0.7, 1), p_per_channel=1)(image=p))
report("contrast", lambda p: ContrastTransform(BGContrast((0.75, 1.25)), True, False)(image=p))
report("low-resolution", lambda p: SimulateLowResolutionTransform((0.6, 0.6), False, True, None)(image=p))
report("gamma", lambda p: GammaTransform(BGContrast((0.7, 1.5)), 0, False, 1, 1)(image=p))
report("random-net", lambda p: random_net(p[None]))
report("blending-map", lambda p: blending_map())
report("gin-ipa", lambda p: gin_ipa(p[None]))
transforms = nnUNetTrainer.get_training_transforms(np.array([side] * 3), ANGLE, None, (0, 1, 2), False)
report("preset:nnunet", lambda p: transforms(image=ct.clone(), segmentation=nodes))
