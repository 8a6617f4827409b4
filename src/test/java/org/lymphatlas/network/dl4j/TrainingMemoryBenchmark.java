package org.lymphatlas.network.dl4j;

import com.google.gson.Gson;
import java.io.IOException;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;

/** As {@link PatchMemory}, but for training on batches of two. */
public final class TrainingMemoryBenchmark {

	private TrainingMemoryBenchmark() {
	}

	/** @param arguments the network as JSON, the patch's size as JSON */
	public static void main(final String[] arguments) throws IOException {
		final NetworkSpec network = new Gson().fromJson(arguments[0], NetworkSpec.class).validate();
		final int[] size = new Gson().fromJson(arguments[1], int[].class);
		final int voxels = 2 * (int) Tensor.length(size);
		final Dl4jEngine engine = new Dl4jEngine();
		engine.probe(Device.CPU);
		final Batch batch = new Batch(2, network.inputChannels(), size, new float[network.inputChannels() * voxels],
			new float[voxels], new float[voxels]);
		final TrainerState state = TrainerState.initial(network, 1);
		System.gc();
		final long before = PatchMemory.status("VmRSS");
		final Objective objective = new SupervisedObjective(network, LossSpec.paperA(), 2, size);
		try (Trainer trainer = engine.trainer(objective, OptimizerSpec.nnunet(), state, Device.CPU)) {
			for (int i = 0; i < 3; i++) {
				trainer.step(batch, 1e-3);
			}
			System.out.println(engine.trainingBytes(objective) + " " + (PatchMemory.status("VmHWM") - before));
		}
	}
}
