package org.lymphatlas.network.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.volume.InputException;

/** The network of a configuration of plans.json, of the new style (2024) and of the old one. */
final class Architecture {

	private static final Set<String> KNOWN = Set.of("n_stages", "features_per_stage", "conv_op", "kernel_sizes", "strides",
		"n_conv_per_stage", "n_blocks_per_stage", "n_conv_per_stage_decoder", "conv_bias", "norm_op", "norm_op_kwargs",
		"dropout_op", "dropout_op_kwargs", "nonlin", "nonlin_kwargs", "deep_supervision", "nonlin_first", "block",
		"bottleneck_channels", "stem_channels");
	/** nnU-Net's, and all that the norm's kernels know. */
	private static final double EPSILON = 1e-5, SLOPE = 0.01;
	private static final int MAX_STAGES = 10;

	private Architecture() {}

	/**
	 * @param configuration with all that it inherits
	 * @throws InputException naming what the network has that is not supported
	 */
	static NetworkSpec of(final JsonView configuration, final int inputChannels, final int outputChannels) {
		return (configuration.has("architecture") ? new Reader(configuration.get("architecture"), inputChannels,
			outputChannels).spec() : old(configuration, inputChannels, outputChannels)).validate();
	}

	/** As nnU-Net itself reads plans that were made before 2024. */
	private static NetworkSpec old(final JsonView c, final int inputChannels, final int outputChannels) {
		final List<Integer> blocks = integers(c.get("n_conv_per_stage_encoder"));
		final int stages = stages(blocks.size(), c);
		final long base = c.get("UNet_base_num_features").integer(), max = c.get("unet_max_num_features").integer();
		final List<Integer> features = new ArrayList<>();
		for (int s = 0; s < stages; s++)
			features.add((int) Math.min(base << s, max));
		return new NetworkSpec(kind(c.get("UNet_class_name")), inputChannels, outputChannels, features, blocks, integers(c.get(
			"n_conv_per_stage_decoder")), triples(c.get("conv_kernel_sizes"), stages), triples(c.get("pool_op_kernel_sizes"),
				stages), true);
	}

	private static String kind(final JsonView className) {
		final String dotted = className.text();
		return switch (dotted.substring(dotted.lastIndexOf('.') + 1)) {
			case "PlainConvUNet" -> NetworkSpec.PLAIN_UNET;
			case "ResidualEncoderUNet" -> NetworkSpec.RESIDUAL_ENCODER_UNET;
			default -> throw new InputException(className.where() + ": the network " + dotted +
				" is not supported; PlainConvUNet and ResidualEncoderUNet are");
		};
	}

	/** The new style. */
	private record Reader(JsonView architecture, int inputChannels, int outputChannels) {

		NetworkSpec spec() {
			final String kind = kind(architecture.get("network_class_name"));
			final JsonView k = architecture.get("arch_kwargs");
			k.members().keySet().stream().filter(key -> !KNOWN.contains(key)).findFirst().ifPresent(key -> {
				throw new InputException(k.where() + ": the option " + key + " of the network is not known");
			});
			requireStandardParts(k);
			final int stages = stages(k.get("n_stages").integer(), k);
			return new NetworkSpec(kind, inputChannels, outputChannels, perStage(k.get("features_per_stage"), stages), perStage(
				k.get(kind.equals(NetworkSpec.PLAIN_UNET) ? "n_conv_per_stage" : "n_blocks_per_stage"), stages), perStage(k.get(
					"n_conv_per_stage_decoder"), stages - 1), triples(k.get("kernel_sizes"), stages), triples(k.get("strides"),
						stages), true);
		}

		private static void requireStandardParts(final JsonView k) {
			requireClass(k.get("conv_op"), "Conv3d");
			requireClass(k.get("norm_op"), "InstanceNorm3d");
			requireClass(k.get("nonlin"), "LeakyReLU");
			k.find("block").ifPresent(block -> requireClass(block, "BasicBlockD"));
			final Optional<JsonView> norm = k.find("norm_op_kwargs"), nonlin = k.find("nonlin_kwargs");
			require(norm.flatMap(n -> n.find("affine")).map(JsonView::flag).orElse(false), k, "a norm without affine");
			require(norm.flatMap(n -> n.find("eps")).map(JsonView::number).orElse(EPSILON) == EPSILON, k, "a norm whose eps is " +
				"not 1e-5");
			require(!norm.flatMap(n -> n.find("track_running_stats")).map(JsonView::flag).orElse(false), k,
				"a norm with running statistics");
			require(nonlin.flatMap(n -> n.find("negative_slope")).map(JsonView::number).orElse(SLOPE) == SLOPE, k,
				"a LeakyReLU of another slope than 0.01");
			require(k.find("conv_bias").map(JsonView::flag).orElse(false), k, "convolutions without bias");
			require(!k.find("nonlin_first").map(JsonView::flag).orElse(false), k, "nonlin_first");
			require(!k.has("bottleneck_channels"), k, "bottleneck_channels");
			require(!k.has("stem_channels"), k, "stem_channels");
		}

		private static void requireClass(final JsonView given, final String name) {
			require(given.text().endsWith("." + name) || given.text().equals(name), given, given.text() + " (in place of " +
				name + ")");
		}

		private static void require(final boolean condition, final JsonView where, final String what) {
			if (!condition) throw new InputException(where.where() + ": a network with " + what + " is not supported");
		}
	}

	private static int stages(final int stages, final JsonView where) {
		if (stages < 2 || stages > MAX_STAGES) throw new InputException(where.where() + ": a network of " + stages +
			" stages is not supported; 2 to " + MAX_STAGES + " are");
		return stages;
	}

	/** One number for all stages, or a list of one each. */
	private static List<Integer> perStage(final JsonView json, final int stages) {
		if (!json.isList()) return Collections.nCopies(stages, json.integer());
		return integers(requireLength(json, stages));
	}

	/** Three numbers a stage, or one a stage, or one for all. */
	private static List<int[]> triples(final JsonView json, final int stages) {
		if (!json.isList()) return Collections.nCopies(stages, cube(json.integer()));
		return requireLength(json, stages).list().stream().map(s -> s.isList() ? requireLength(s, 3).integers() : cube(s
			.integer())).toList();
	}

	private static int[] cube(final int side) {
		return new int[] { side, side, side };
	}

	private static List<Integer> integers(final JsonView json) {
		return Arrays.stream(json.integers()).boxed().toList();
	}

	private static JsonView requireLength(final JsonView json, final int length) {
		if (json.list().size() != length) throw json.not("a list of " + length);
		return json;
	}
}
