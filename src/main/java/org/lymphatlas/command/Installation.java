package org.lymphatlas.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Probe;
import org.lymphatlas.pipeline.Engines;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.RegistrationEngine;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorModels;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorPlaces;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorProgram;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Looks at what this machine offers; each engine is asked, and each network engine runs a real convolution. */
final class Installation {

	private Installation() {}

	static List<Finding> findings(final Task task) {
		final List<Finding> findings = new ArrayList<>(List.of(java(), memory(), waiting()));
		Engines.all(RegistrationEngine.class).forEach(engine -> findings.add(registration(engine)));
		for (final NetworkEngine engine : Engines.all(NetworkEngine.class))
			for (final Device device : Arrays.asList(Device.CPU, Device.CUDA)) {
				Cancellation.check(task);
				findings.add(network(engine, device));
			}
		Cancellation.check(task);
		findings.add(organNetworks());
		findings.add(organProgram());
		Engines.all(VolumeViewer.class).forEach(viewer -> findings.add(viewer(viewer)));
		return findings;
	}

	private static Finding java() {
		return new Finding("Java", true, System.getProperty("java.version") + " of " + System.getProperty("java.vendor") +
			", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Runtime.getRuntime()
				.availableProcessors() + " processors");
	}

	private static Finding memory() {
		return new Finding("Memory", true, Memory.machineMegabytes() + " MB in the machine, Java's heap may take " + Memory
			.heapMegabytes() + " MB");
	}

	private static Finding waiting() {
		final boolean passive = "PASSIVE".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"));
		return new Finding("Quietly waiting threads", passive, passive ? "OMP_WAIT_POLICY=PASSIVE" : "set OMP_WAIT_POLICY=" +
			"PASSIVE in the environment before ImageJ starts: on a busy machine networks are 5 to 16 times slower without");
	}

	private static Finding registration(final RegistrationEngine engine) {
		final Availability a = engine.availability(RegistrationOptions.defaults());
		return new Finding("Registration with " + engine.name(), a.usable(), a.detail());
	}

	private static Finding network(final NetworkEngine engine, final Device device) {
		final Probe probe = engine.probe(device);
		final String speed = String.format(Locale.ROOT, "%s, %.0f GFLOPS in a 3x3x3 convolution", probe.device(), probe
			.gflops());
		return new Finding("Networks with " + engine.name() + " on " + device, probe.usable(), !probe.usable() ? probe
			.reason() : probe.reason().isEmpty() ? speed : speed + "; " + probe.reason());
	}

	private static Finding organNetworks() {
		try {
			return new Finding("Organs with TotalSegmentator's networks", true, TotalSegmentatorModels.find(Quality.FAST,
				TotalSegmentatorPlaces.standard()).describe());
		}
		catch (final InputException e) {
			return new Finding("Organs with TotalSegmentator's networks", false, e.getMessage());
		}
	}

	private static Finding organProgram() {
		try {
			final TotalSegmentatorProgram program = TotalSegmentatorProgram.find(Optional.empty());
			return new Finding("Organs with TotalSegmentator's program", true, program.executable() + " " + program.version());
		}
		catch (final ProgramException e) {
			return new Finding("Organs with TotalSegmentator's program", false, e.getMessage());
		}
	}

	private static Finding viewer(final VolumeViewer viewer) {
		return new Finding("Viewer " + viewer.name(), viewer.hindrance().isEmpty(), viewer.hindrance().orElse(
			"shows cases in four panels side by side"));
	}
}
