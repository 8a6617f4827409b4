package org.lymphatlas.network.dl4j;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

/**
 * What a patch takes outside the heap, on Linux, in a process of its own whose heap is already resident
 * (-Xms and -Xmx equal, -XX:+AlwaysPreTouch). Prints "predicted measured" in bytes.
 */
public final class PatchMemory {

	private PatchMemory() {
	}

	/** @param arguments the network as JSON, the patch's size as JSON, the layout */
	public static void main(final String[] arguments) throws IOException {
		final NetworkSpec network = new Gson().fromJson(arguments[0], NetworkSpec.class).validate();
		final int[] size = new Gson().fromJson(arguments[1], int[].class);
		new Dl4jEngine().probe(Device.CPU);
		final Weights weights = Weights.initial(network, 1);
		final float[] input = new float[network.inputChannels() * (int) Tensor.length(size)];
		System.gc();
		final long before = status("VmRSS");
		try (Dl4jPredictor predictor = new Dl4jPredictor(network, weights, Layout.valueOf(arguments[2]))) {
			for (int i = 0; i < 3; i++) {
				predictor.logits(input, size, 4, (firstZ, slices, logits) -> { });
			}
			System.out.println(predictor.predictedBytes(size) + " " + (status("VmHWM") - before));
		}
	}

	static long status(final String key) throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(key + ":"))
			.mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
	}
}
