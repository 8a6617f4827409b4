package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;

/** The predicted memory of a patch against that of a process that runs it ({@link PatchMemory}). */
public class PredictedMemoryTest {

	/** What Java itself and the libraries' threads take outside the heap meanwhile. */
	private static final double BESIDES_BYTES = 20e6;
	private static final int[] CUBE = { 3, 3, 3 };
	private static final int[] TWO = { 2, 2, 2 };
	private static final List<int[]> STRIDES = List.of(new int[] { 1, 1, 1 }, TWO, TWO, TWO);
	private static final NetworkSpec PLAIN = new NetworkSpec(NetworkSpec.PLAIN_UNET, 1, 5, List.of(32, 64, 128, 256),
		List.of(2, 2, 2, 2), List.of(2), Collections.nCopies(4, CUBE), STRIDES, true);
	private static final NetworkSpec RESIDUAL = new NetworkSpec(NetworkSpec.RESIDUAL_ENCODER_UNET, 1, 2, List.of(32, 64,
		128, 256), List.of(1, 2, 2, 2), List.of(1), Collections.nCopies(4, CUBE), STRIDES, true);

	@Test
	public void smallPatchChannelsLast() throws Exception {
		requireClose(PLAIN, 40, Layout.CHANNELS_LAST);
	}

	@Test
	public void largePatchesChannelsLast() throws Exception {
		requireClose(PLAIN, 72, Layout.CHANNELS_LAST);
		requireClose(RESIDUAL, 72, Layout.CHANNELS_LAST);
	}

	@Test
	public void smallAndLargePatchesChannelsFirst() throws Exception {
		requireClose(RESIDUAL, 48, Layout.CHANNELS_FIRST);
		requireClose(PLAIN, 72, Layout.CHANNELS_FIRST);
	}

	@Test
	public void training() throws Exception {
		requireClose(RESIDUAL, 48, Layout.CHANNELS_FIRST, TrainingMemoryBenchmark.class);
	}

	private static void requireClose(final NetworkSpec network, final int side, final Layout layout) throws Exception {
		requireClose(network, side, layout, PatchMemory.class);
	}

	private static void requireClose(final NetworkSpec network, final int side, final Layout layout, final Class<?> main)
			throws Exception {
		assumeTrue("Resident memory is read from /proc/self/status, which only Linux has", Files.isReadable(Path.of(
			"/proc/self/status")));
		assumeTrue("The engine is not usable here", new Dl4jEngine().probe(Device.CPU).usable());
		assumeTrue("oneDNN computes channels last only where it can use AVX-512", layout == Layout.CHANNELS_FIRST || Layout
			.fastest() == Layout.CHANNELS_LAST);
		final double[] figures = measure(network, side, layout, main);
		final double predicted = figures[0];
		final double measured = figures[1];
		assertTrue(String.format("%s %d, %s: predicted %.0f MB, measured %.0f MB", network.kind(), side, layout, predicted
			* 1e-6, measured * 1e-6), measured <= 1.05 * predicted + BESIDES_BYTES && predicted <= 1.3 * measured);
	}

	/**
	 * Bytes predicted and the growth of a process that takes them. How much of what it is given back the C library keeps
	 * for later varies from run to run by a quarter; with every large block a mapping of its own it keeps nothing, so that
	 * predictions, which reckon with it, may be above. Java's second compiler, left out, takes 10 MB in some runs.
	 */
	private static double[] measure(final NetworkSpec network, final int side, final Layout layout, final Class<?> main)
			throws Exception {
		final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xms400m", "-Xmx400m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System
				.getProperty("java.class.path") + File.pathSeparator + System.getProperty("surefire.test.class.path", ""), main
					.getName(), new Gson().toJson(network), "[" + side + "," + side + "," + side + "]", layout.name());
		builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
		builder.environment().put("MALLOC_MMAP_THRESHOLD_", "131072");
		final Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String figures = lastLine(process);
		assertEquals(0, process.waitFor());
		return Arrays.stream(figures.split(" ")).mapToDouble(Double::parseDouble).toArray();
	}

	private static String lastLine(final Process process) throws IOException {
		final List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		assertTrue("The process said nothing", !lines.isEmpty());
		return lines.get(lines.size() - 1);
	}
}
