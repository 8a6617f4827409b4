package org.lymphatlas.network.dl4j;

import java.util.List;
import java.util.function.Supplier;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.Probe;

/** Decides by trying whether a device can be used, and says why not; one device never stands in for another unsaid. */
final class Dl4jProbe {

	/** Below this the natives without oneDNN are in use (or the machine is very busy). */
	private static final double SLOW_GFLOPS_PER_THREAD = 3;

	private static final String HOW_TO_USE_THE_CPU =
		"For the CPU take device=cpu and set BACKEND_PRIORITY_CPU=200 in the environment.";

	private final Backend backend;

	private Dl4jProbe(final Backend backend) {
		this.backend = backend;
	}

	static Probe probe(final Device device) {
		return probe(device, Nd4jBackend::start);
	}

	/** @param start starts ND4J */
	static Probe probe(final Device device, final Supplier<Backend> start) {
		final Backend backend;
		try {
			backend = start.get();
		}
		catch (final Exception | LinkageError e) {
			return unusable("ND4J did not start: " + rootMessage(e));
		}
		try {
			return new Dl4jProbe(backend).probeDevice(device);
		}
		catch (final Exception | LinkageError e) {
			return unusable("ND4J started with its " + backend.name() + " backend, but a convolution failed: " + rootMessage(e));
		}
	}

	private Probe probeDevice(final Device device) {
		if (!"CPU".equals(backend.name())) {
			return unusable(onCuda(device));
		}
		if (device == Device.CUDA) {
			return unusable("device=cuda was asked for, but of ND4J's backends " + (backend.cudaInstalled()
				? "the CUDA one did not start: is there an NVIDIA card with a driver for CUDA 11.6 or later?"
				: "only the CPU one is installed.") + " Use device=cpu or device=auto.");
		}
		final double gflops = backend.convolutionGflops();
		final String choice = device != Device.AUTO ? "" : backend.cudaInstalled()
			? " (auto: ND4J's CUDA backend did not start)" : " (auto: no CUDA backend is installed)";
		return new Probe(true, "CPU, " + Threads.count() + " threads" + choice, warnings(gflops), gflops);
	}

	/** Why nothing runs with the CUDA backend: it is all or none of a process. */
	private String onCuda(final Device device) {
		if (device == Device.CPU) {
			return "device=cpu was asked for, but ND4J started with its " + backend.name() + " backend, which leaves no way to"
				+ " its CPU one. Set BACKEND_PRIORITY_CPU=200 in the environment, or take nd4j-cuda off the class path.";
		}
		final List<Card> cards = backend.cards();
		if (cards.isEmpty()) {
			return "ND4J started with its " + backend.name() + " backend, but it sees no card. Use device=cpu.";
		}
		final Card card = cards.get(0);
		if (!card.isDriven()) {
			return "the card " + card + " cannot be driven: ND4J's CUDA backend holds machine code for compute capability 3.7"
				+ " to 8.6 and none that the driver could translate for others. " + HOW_TO_USE_THE_CPU;
		}
		return String.format("the card %s ran a convolution at %.0f GFLOP/s, but this version's other operations work in the"
			+ " computer's own memory and cannot run there. ", card, backend.convolutionGflops()) + HOW_TO_USE_THE_CPU;
	}

	private static String warnings(final double gflops) {
		final StringBuilder warnings = new StringBuilder();
		if (!"PASSIVE".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"))) {
			warnings.append("OMP_WAIT_POLICY=PASSIVE is not set in the environment: on a machine that others use too,"
				+ " computing can be several times slower. ");
		}
		if (gflops < SLOW_GFLOPS_PER_THREAD * Threads.count()) {
			warnings.append("Convolutions are slow here: either other programs keep the cores busy or ND4J's natives are those"
				+ " without oneDNN (classifier ...-onednn-avx2).");
		}
		return warnings.toString().strip();
	}

	private static Probe unusable(final String reason) {
		return new Probe(false, "", reason, 0);
	}

	private static String rootMessage(final Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
	}
}
