package org.lymphatlas.network.nnunet;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.pytorch.StoredTensor;
import org.lymphatlas.network.pytorch.TorchCheckpoint;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * The weights of a checkpoint as the network of its plans wants them: each parameter once, none left unexplained. PyTorch
 * registers some modules twice, so that a state dict has the same tensor under several names; those names are known.
 */
final class CheckpointWeights {

	private CheckpointWeights() {}

	/** @throws InputException naming the parameter that is missing, left over, of another shape, or not finite */
	static Weights read(final TorchCheckpoint checkpoint, final NetworkSpec spec, final Task task) {
		final Map<String, int[]> shapes = Unet.parameterShapes(spec);
		final Map<String, StoredTensor> stored = checkpoint.tensors("network_weights");
		final Map<String, StoredTensor> used = new LinkedHashMap<>();
		stored.forEach((name, tensor) -> {
			final String plain = withoutPrefixes(name);
			if (shapes.containsKey(plain) && used.put(plain, tensor) != null) throw new InputException("The checkpoint holds " +
				plain + " twice");
		});
		stored.forEach((name, tensor) -> requireExplained(withoutPrefixes(name), used));
		final Map<String, Tensor> weights = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			Cancellation.check(task);
			requireShape(name, shape, used.get(name));
			weights.put(name, checkpoint.read(name, used.get(name)));
		});
		return new Weights(weights);
	}

	/** What DistributedDataParallel and torch.compile put before each name. */
	private static String withoutPrefixes(final String name) {
		String plain = name;
		while (plain.startsWith("module.") || plain.startsWith("_orig_mod."))
			plain = plain.substring(plain.indexOf('.') + 1);
		return plain;
	}

	/** The decoder registers the encoder again; a block registers its layers again, as a sequence. */
	private static void requireExplained(final String name, final Map<String, StoredTensor> used) {
		final String twin = name.replaceFirst("^decoder\\.encoder\\.", "encoder.").replaceFirst("\\.all_modules\\.0\\.",
			".conv.").replaceFirst("\\.all_modules\\.[12]\\.", ".norm.");
		if (used.containsKey(twin)) return;
		throw new InputException("The checkpoint holds " + name + ", which the network of its plans has not: plans.json or " +
			"the trainer is another than the one it was trained with");
	}

	private static void requireShape(final String name, final int[] shape, final StoredTensor tensor) {
		if (tensor == null) throw new InputException("The checkpoint lacks " + name +
			", which the network of its plans has: plans.json or the trainer is another than the one it was trained with");
		if (!Arrays.equals(tensor.shape(), Arrays.stream(shape).asLongStream().toArray())) throw new InputException(
			"The checkpoint's " + name + " has the shape " + Arrays.toString(tensor.shape()) + "; the network of its plans has " +
				Arrays.toString(shape));
	}
}
