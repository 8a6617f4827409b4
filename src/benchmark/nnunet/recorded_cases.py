"""Writes small nnU-Nets of random weights, images and what nnUNetPredictor makes of them, for the tests of
org.lymphatlas.segmentation.nnunet.

Usage: python src/benchmark/nnunet/recorded_cases.py src/test/resources/org/lymphatlas/segmentation/nnunet
"""
import json
import os
import sys
from pathlib import Path

for variable in ("nnUNet_raw", "nnUNet_preprocessed", "nnUNet_results"):
    os.environ.setdefault(variable, "/nonexistent")

import numpy
import SimpleITK
import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet, ResidualEncoderUNet
from nnunetv2.inference.export_prediction import convert_predicted_logits_to_segmentation_with_correct_shape
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
from safetensors.numpy import save_file
from scipy.ndimage import gaussian_filter

SCHEMES = {"CT": "CTNormalization", "Z_SCORE": "ZScoreNormalization", "NONE": "NoNormalization",
           "RESCALE_TO_0_1": "RescaleTo01Normalization", "RGB_TO_0_1": "RGBTo01Normalization"}
INTENSITY = {"percentile_00_5": -150.0, "percentile_99_5": 220.0, "mean": 20.0, "std": 80.0}


class Case:
    def __init__(self, shape, image_spacing, spacing, patch, transpose=(0, 1, 2), channels=("CT",), masks=None, labels=None,
                 regions=None, mirror=(), folds=1, residual=False, strides=((1, 1, 1), (2, 2, 2)),
                 kernels=((3, 3, 3), (3, 3, 3)), border=0, step=0.5):
        self.shape, self.image_spacing, self.spacing, self.patch = shape, image_spacing, spacing, patch
        self.transpose, self.channels, self.masks = transpose, channels, masks or [False] * len(channels)
        self.labels = labels or {"background": 0, "lymph_node": 1}
        self.regions, self.mirror, self.folds, self.residual = regions, mirror, folds, residual
        self.strides, self.kernels, self.border, self.step = strides, kernels, border, step

    @property
    def outputs(self):
        return len(self.labels) - 1 if self.regions else len(self.labels)


CASES = {
    "mirrored-folds": Case((15, 20, 24), (2.5, 1.7, 1.9), (2.0, 2.0, 2.0), (8, 12, 16), mirror=(0, 1, 2), folds=2),
    "thick-slices": Case((7, 28, 30), (8.0, 1.0, 1.0), (6.0, 1.4, 1.4), (4, 16, 16), mirror=(1,),
                         strides=((1, 1, 1), (1, 2, 2)), kernels=((1, 3, 3), (3, 3, 3))),
    "transposed": Case((22, 15, 26), (1.6, 2.4, 1.9), (2.0, 1.5, 2.2), (8, 16, 8), transpose=(2, 0, 1), residual=True,
                       labels={"background": 0, "lymph_node": 1, "vessel": 2, "airway": 3}, mirror=(0, 2), border=3),
    "regions": Case((14, 20, 18), (2.0, 2.0, 2.0), (2.3, 1.8, 1.8), (8, 8, 8),
                    labels={"background": 0, "mediastinum": [1, 2, 3], "node": [2, 3], "core": [3]}, regions=[1, 2, 3],
                    channels=("CT", "Z_SCORE", "RESCALE_TO_0_1", "RGB_TO_0_1"), masks=[False, True, False, False], border=2),
    "smaller-than-the-patch": Case((5, 9, 33), (2.0, 2.0, 2.0), (2.0, 2.0, 1.5), (16, 12, 16), channels=("Z_SCORE", "NONE"),
                                   step=0.8),
}


def plans(case):
    return {
        "dataset_name": "Dataset900_Test", "plans_name": "nnUNetPlans", "image_reader_writer": "SimpleITKIO",
        "transpose_forward": list(case.transpose), "transpose_backward": [case.transpose.index(i) for i in range(3)],
        "label_manager": "LabelManager", "experiment_planner_used": "ExperimentPlanner",
        "original_median_spacing_after_transp": case.spacing, "original_median_shape_after_transp": case.shape,
        "foreground_intensity_properties_per_channel": {str(c): INTENSITY for c in range(len(case.channels))},
        "configurations": {"3d_fullres": {
            "patch_size": list(case.patch), "spacing": list(case.spacing), "batch_size": 2, "batch_dice": False,
            "data_identifier": "x", "preprocessor_name": "DefaultPreprocessor", "median_image_size_in_voxels": [1, 1, 1],
            "normalization_schemes": [SCHEMES[c] for c in case.channels], "use_mask_for_norm": case.masks,
            "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_seg": "resample_data_or_seg_to_shape",
            "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
            "resampling_fn_data_kwargs": {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None},
            "resampling_fn_seg_kwargs": {"is_seg": True, "order": 1, "order_z": 0, "force_separate_z": None},
            "resampling_fn_probabilities_kwargs": {"is_seg": False, "order": 1, "order_z": 0, "force_separate_z": None},
            "architecture": {"network_class_name": "x", "arch_kwargs": {}, "_kw_requires_import": []}}}}


def dataset(case):
    content = {"channel_names": {str(c): name for c, name in enumerate(case.channels)}, "labels": case.labels,
               "file_ending": ".nii.gz"}
    return content | ({"regions_class_order": case.regions} if case.regions else {})


def network(case, seed):
    torch.manual_seed(seed)
    arguments = dict(input_channels=len(case.channels), n_stages=2, features_per_stage=(4, 6), conv_op=torch.nn.Conv3d,
                     kernel_sizes=case.kernels, strides=case.strides, n_conv_per_stage_decoder=1, conv_bias=True,
                     norm_op=torch.nn.InstanceNorm3d, norm_op_kwargs={"eps": 1e-5, "affine": True},
                     nonlin=torch.nn.LeakyReLU, num_classes=case.outputs, deep_supervision=False)
    blocks = {"n_blocks_per_stage" if case.residual else "n_conv_per_stage": (1, 1)}
    net = (ResidualEncoderUNet if case.residual else PlainConvUNet)(**arguments, **blocks).eval()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            if "norm" in name:
                parameter.uniform_(0.6, 1.4) if name.endswith("weight") else parameter.uniform_(-0.3, 0.3)
            elif name.endswith("weight"):
                parameter.normal_(0, 1.5 / numpy.sqrt(parameter[0].numel()))
    return net


def weights(net):
    return {name: value.numpy() for name, value in net.state_dict().items()
            if not name.startswith("decoder.encoder.") and ".all_modules." not in name}


def description(case, folds):
    """model.json as LymphAtlas keeps an imported model."""
    outputs = [{"name": n, "label": l} for n, l in zip([n for n in case.labels if n != "background"], case.regions)] \
        if case.regions else [{"name": n, "label": l} for n, l in case.labels.items()]
    rule = {"orderZ": 0}
    return {"formatVersion": 1, "kind": "nnunet", "plan": {
        "network": {"kind": "residual-encoder-unet" if case.residual else "plain-unet", "inputChannels": len(case.channels),
                    "outputChannels": case.outputs, "features": [4, 6], "blocksPerStage": [1, 1],
                    "convsPerDecoderStage": [1], "kernels": case.kernels, "strides": case.strides, "deepSupervision": False},
        "patch": case.patch, "spacingMm": case.spacing, "transposeForward": case.transpose,
        "channels": [{"name": c.lower(), "normalization": c, "useMask": m, "low": -150.0, "high": 220.0, "mean": 20.0,
                      "std": 80.0} for c, m in zip(case.channels, case.masks)],
        "data": rule | {"order": 3}, "logits": rule | {"order": 1}, "outputs": outputs, "regions": bool(case.regions),
        "mirrorAxes": case.mirror,
        "origin": {"source": "recorded_cases.py", "sha256": ["0" * 64] * folds, "folds": [str(f) for f in range(folds)],
                   "dataset": "Dataset900_Test", "trainer": "nnUNetTrainer", "configuration": "3d_fullres", "licence": ""}}}


def image(case, channel, random):
    """Smooth noise in whole numbers, zero along the border; a zero hole inside."""
    values = gaussian_filter(random.normal(0, 1, case.shape), 1.5)
    values = numpy.round(values / values.std() * 60 + 40).astype(numpy.int16)
    if case.channels[channel] == "RGB_TO_0_1":
        values = numpy.clip(values, 0, 255)
    if case.border:
        b = case.border
        inside = numpy.zeros_like(values)
        inside[b:-b, b + 1:-b, b:-b - 1] = values[b:-b, b + 1:-b, b:-b - 1]
        values = inside
    values[6:8, 7:9, 7:9] = 0
    picture = SimpleITK.GetImageFromArray(values)
    picture.SetSpacing([float(s) for s in case.image_spacing[::-1]])
    return picture


def predict(case, nets, manager, configuration, data):
    predictor = nnUNetPredictor(tile_step_size=case.step, use_mirroring=bool(case.mirror),
                                perform_everything_on_device=False, device=torch.device("cpu"),
                                allow_tqdm=False)
    states = [{name: value.clone() for name, value in net.state_dict().items()} for net in nets]
    predictor.manual_initialization(nets[0], manager, configuration, states, dataset(case), "nnUNetTrainer",
                                    case.mirror or None)
    logits = predictor.predict_logits_from_preprocessed_data(torch.from_numpy(data)).numpy()
    nets[0].load_state_dict(states[0])
    return logits


def record(name, case, folder):
    random = numpy.random.default_rng(sum(map(ord, name)))
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [image(case, c, random) for c in range(len(case.channels))]
    for c, picture in enumerate(pictures):
        SimpleITK.WriteImage(picture, str(folder / f"image-{c}.nii.gz"), True)
    nets = [network(case, 10 * len(name) + f) for f in range(case.folds)]
    manager = PlansManager(plans(case))
    configuration = manager.get_configuration("3d_fullres")
    data, _, properties = configuration.preprocessor_class(verbose=False).run_case(
        [str(folder / f"image-{c}.nii.gz") for c in range(len(pictures))], None, manager, configuration, dataset(case))
    shift = predict(case, nets, manager, configuration, data).astype(numpy.float32).mean(axis=(1, 2, 3))
    for net in nets:
        net.decoder.seg_layers[-1].bias.data -= torch.from_numpy(shift)  # so that every label occurs
    for f, net in enumerate(nets):
        save_file(weights(net), folder / ("weights.safetensors" if case.folds == 1 else f"weights-fold_{f}.safetensors"))
    (folder / "model.json").write_text(json.dumps(description(case, case.folds)) + "\n")

    logits = predict(case, nets, manager, configuration, data)
    labels, probabilities = convert_predicted_logits_to_segmentation_with_correct_shape(
        logits, manager, configuration, manager.get_label_manager(dataset(case)), properties, return_probabilities=True)
    for file, values in (("labels", labels.astype(numpy.uint8)),
                         ("probability", numpy.round(probabilities[0 if case.regions else 1] * 60000).astype(numpy.uint16))):
        result = SimpleITK.GetImageFromArray(values)
        result.CopyInformation(pictures[0])
        SimpleITK.WriteImage(result, str(folder / f"{file}.nii.gz"), True)
    every = max(1, data.size // 400)
    (folder / "preprocessed.json").write_text(json.dumps({"size": data.shape[1:], "every": every, "values": [
        round(float(v), 5) for v in data.ravel()[::every]]}) + "\n")
    print(name, data.shape, numpy.bincount(labels.ravel()), logits.std())


def main():
    for name, case in CASES.items():
        record(name, case, Path(sys.argv[1]) / name)


main()
