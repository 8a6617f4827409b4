package org.lymphatlas.network.dl4j;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Safetensors;

/**
 * Forward passes on request, for src/benchmark/nnunet/forward.py: reads network.json, weights.safetensors and input.raw
 * from a folder, then answers each line "run" with one line "wall-seconds cpu-seconds peak-resident-MB predicted-MB", and
 * "logits" by writing logits.raw.
 */
public final class ForwardBenchmark {

	private static final int SLAB = 16;

	private record Case(NetworkSpec network, int[] sizeZyx) {
	}

	private ForwardBenchmark() {
	}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Path.of(arguments[0]);
		final Case c = new Gson().fromJson(Files.readString(folder.resolve("network.json")), Case.class);
		final float[] input = floats(folder.resolve("input.raw"));
		final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
		try (Predictor predictor = new Dl4jEngine().predictor(c.network(), Safetensors.read(folder.resolve(
			"weights.safetensors")), Device.CPU)) {
			for (String line = requests.readLine(); line != null; line = requests.readLine()) {
				if ("logits".equals(line)) {
					write(predictor.logits(input, c.sizeZyx()), folder.resolve("logits.raw"));
					System.out.println("written");
				}
				else {
					System.out.println(run(predictor, input, c.sizeZyx()));
				}
			}
		}
	}

	private static String run(final Predictor predictor, final float[] input, final int[] size) throws IOException {
		final double cpu = cpuSeconds();
		final long start = System.nanoTime();
		predictor.logits(input, size, SLAB, (firstZ, slices, logits) -> { });
		final double seconds = (System.nanoTime() - start) * 1e-9;
		return seconds + " " + (cpuSeconds() - cpu) + " " + peakMegabytes() + " " + predictor.predictedBytes(size) * 1e-6;
	}

	private static double cpuSeconds() {
		return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
			.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
	}

	/** Linux only. */
	private static double peakMegabytes() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM"))
			.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1.024e-3).findFirst().orElse(Double.NaN);
	}

	private static float[] floats(final Path file) throws IOException {
		final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		final float[] values = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(values);
		return values;
	}

	private static void write(final float[] values, final Path file) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(values.length, 1 << 24)).order(
			ByteOrder.LITTLE_ENDIAN);
		try (var out = Files.newByteChannel(file, java.nio.file.StandardOpenOption.CREATE,
			java.nio.file.StandardOpenOption.TRUNCATE_EXISTING, java.nio.file.StandardOpenOption.WRITE)) {
			for (int done = 0; done < values.length; done += bytes.capacity() / Float.BYTES) {
				bytes.clear();
				bytes.asFloatBuffer().put(values, done, Math.min(bytes.capacity() / Float.BYTES, values.length - done));
				bytes.limit(Float.BYTES * Math.min(bytes.capacity() / Float.BYTES, values.length - done));
				while (bytes.hasRemaining()) {
					out.write(bytes);
				}
			}
		}
	}
}
