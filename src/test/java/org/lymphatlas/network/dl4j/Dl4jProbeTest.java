package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Probe;

/** What the probe says of backends and cards that are not here. */
public class Dl4jProbeTest {

	private static final Card TURING = new Card("Tesla T4", 7, 5);
	private static final Card HOPPER = new Card("NVIDIA H100 PCIe", 9, 0);

	private record Fake(String name, boolean cudaInstalled, List<Card> cards, double convolutionGflops) implements Backend {
	}

	private record Broken(String name, boolean cudaInstalled, List<Card> cards) implements Backend {
		@Override
		public double convolutionGflops() {
			throw new IllegalStateException("no kernel image is available");
		}
	}

	private static Probe probe(final Device device, final Backend backend) {
		return Dl4jProbe.probe(device, () -> backend);
	}

	@Test
	public void generationsThatHaveMachineCode() {
		for (final Card card : List.of(new Card("K80", 3, 7), new Card("M60", 5, 2), TURING, new Card("RTX 3090", 8, 6),
			new Card("RTX 4090", 8, 9))) {
			assertTrue(card.toString(), card.isDriven());
		}
		for (final Card card : List.of(new Card("K40", 3, 5), new Card("C2050", 2, 0), HOPPER, new Card("B200", 10, 0),
			new Card("RTX 5090", 12, 0))) {
			assertFalse(card.toString(), card.isDriven());
		}
	}

	@Test
	public void autoTellsWhyItIsTheCpu() {
		final Probe without = probe(Device.AUTO, new Fake("CPU", false, List.of(), 100));
		assertTrue(without.device(), without.usable() && without.device().startsWith("CPU, ") && without.device().contains(
			"no CUDA backend is installed"));
		assertEquals(100, without.gflops(), 0);
		final Probe failed = probe(Device.AUTO, new Fake("CPU", true, List.of(), 100));
		assertTrue(failed.device(), failed.usable() && failed.device().contains("CUDA backend did not start"));
		assertFalse(probe(Device.CPU, new Fake("CPU", true, List.of(), 100)).device().contains("auto"));
	}

	@Test
	public void slowConvolutionsAreMentioned() {
		assertTrue(probe(Device.CPU, new Fake("CPU", false, List.of(), 0.5)).reason().contains("Convolutions are slow"));
		assertFalse(probe(Device.CPU, new Fake("CPU", false, List.of(), 1e4)).reason().contains("Convolutions are slow"));
	}

	@Test
	public void cudaIsNeverReplaced() {
		refused(Device.CUDA, new Fake("CPU", false, List.of(), 100), "only the CPU one is installed");
		refused(Device.CUDA, new Fake("CPU", true, List.of(), 100), "the CUDA one did not start");
		refused(Device.CUDA, new Fake("CUDA", true, List.of(), 100), "sees no card");
		refused(Device.CPU, new Fake("CUDA", true, List.of(TURING), 100), "BACKEND_PRIORITY_CPU=200");
	}

	@Test
	public void aCardThatCannotBeDrivenIsNamed() {
		for (final Device device : List.of(Device.CUDA, Device.AUTO)) {
			refused(device, new Broken("CUDA", true, List.of(HOPPER)), "NVIDIA H100 PCIe (compute capability 9.0)");
		}
	}

	@Test
	public void aCardIsTriedBeforeItIsBelieved() {
		refused(Device.CUDA, new Broken("CUDA", true, List.of(TURING)), "no kernel image is available");
		refused(Device.CUDA, new Fake("CUDA", true, List.of(TURING), 4321), "Tesla T4 (compute capability 7.5) ran a"
			+ " convolution at 4321 GFLOP/s");
	}

	@Test
	public void whatKeepsNd4jFromStartingIsSaid() {
		final Probe probe = Dl4jProbe.probe(Device.AUTO, () -> {
			throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no nd4jcpu in java.library.path"));
		});
		assertFalse(probe.usable());
		assertTrue(probe.reason(), probe.reason().contains("no nd4jcpu in java.library.path"));
	}

	private static void refused(final Device device, final Backend backend, final String reason) {
		final Probe probe = probe(device, backend);
		assertFalse(device + " on " + backend, probe.usable());
		assertTrue(probe.reason(), probe.reason().contains(reason));
		assertEquals(0, probe.gflops(), 0);
	}
}
