package org.lymphatlas.network.dl4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.Gson;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.Safetensors;
import org.lymphatlas.network.StepResult;
import org.lymphatlas.network.SupervisedObjective;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.network.Weights;

/**
 * Training steps on request, for src/benchmark/training-step/step.py: reads case.json, weights.safetensors and
 * batch.safetensors from a folder, then answers each line "step" with one line "wall-seconds cpu-seconds
 * peak-resident-MB resident-MB loss"; "gradients" likewise, and writes lymphatlas.safetensors.
 */
public final class TrainingBenchmark {

	private record Case(NetworkSpec network, int batch, int[] patchZyx) {

		/** Paper A's loss, or paper B's for a dual-branch network. */
		Objective objective() {
			return NetworkSpec.DUAL_BRANCH_VNET.equals(network.kind())
				? new DualBranchObjective(PartialLossSpec.paperB(), new VNetDropout(network, false, batch, patchZyx))
				: new SupervisedObjective(network, LossSpec.paperA(), batch, patchZyx);
		}
	}

	private TrainingBenchmark() {
	}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Path.of(arguments[0]);
		final Case c = new Gson().fromJson(Files.readString(folder.resolve("case.json")), Case.class);
		final Weights weights = Safetensors.read(folder.resolve("weights.safetensors"));
		final Batch batch = new Batch(Safetensors.read(folder.resolve("batch.safetensors")).tensors());
		final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
		try (Trainer trainer = trainer(c, weights, OptimizerSpec.nnunet())) {
			for (String line = requests.readLine(); line != null; line = requests.readLine()) {
				if ("gradients".equals(line)) {
					gradients(c, weights, batch, folder.resolve("lymphatlas.safetensors"));
				}
				else {
					answer(trainer, batch);
				}
			}
		}
	}

	private static Trainer trainer(final Case c, final Weights weights, final OptimizerSpec optimizer) {
		return new Dl4jEngine().trainer(c.objective(), optimizer, new TrainerState(weights, weights.zerosLike()), Device.CPU);
	}

	/** After a first step without decay and clipping the momentum is the gradient. */
	private static void gradients(final Case c, final Weights weights, final Batch batch, final Path file)
			throws IOException {
		try (Trainer trainer = trainer(c, weights, new OptimizerSpec(0.5, 0, Double.MAX_VALUE))) {
			answer(trainer, batch);
			Safetensors.write(trainer.state().momentum(), Map.of(), file);
		}
	}

	private static void answer(final Trainer trainer, final Batch batch) throws IOException {
		final double cpu = cpuSeconds();
		final long start = System.nanoTime();
		final StepResult result = trainer.step(batch, 1e-3);
		final double seconds = (System.nanoTime() - start) * 1e-9;
		System.out.println(seconds + " " + (cpuSeconds() - cpu) + " " + megabytes("VmHWM") + " " + megabytes("VmRSS") + " "
			+ result.loss());
	}

	private static double cpuSeconds() {
		return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
			.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
	}

	/** Linux only. */
	private static double megabytes(final String key) throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(key + ":"))
			.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1.024e-3).findFirst().orElse(Double.NaN);
	}
}
