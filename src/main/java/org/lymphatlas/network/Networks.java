package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Networks of any plan as pure functions. */
public final class Networks {

	private Networks() {
	}

	/**
	 * What a network predicts.
	 *
	 * @param input [n, inputChannels, d, h, w]; d, h, w multiples of {@link NetworkSpec#divisorZyx()}
	 * @param weights parameters by name, as {@link #parameterShapes} lists them
	 * @return logits [n, outputChannels, ...], finest first: one for each decoder level with deep supervision, else one;
	 *         of a dual-branch network the main branch's
	 */
	public static <T> List<T> forward(final TensorOps<T> ops, final T input, final Function<String, T> weights,
			final NetworkSpec spec) {
		return NetworkSpec.isVNet(spec.kind()) ? List.of(VNet.main(ops, input, weights, spec)) : Unet.forward(ops, input,
			weights, spec);
	}

	/** Every parameter's name and shape, in order. */
	public static Map<String, int[]> parameterShapes(final NetworkSpec spec) {
		if (!NetworkSpec.isVNet(spec.kind())) {
			return Unet.parameterShapes(spec);
		}
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		VNet.addShapes(shapes, spec);
		return shapes;
	}
}
