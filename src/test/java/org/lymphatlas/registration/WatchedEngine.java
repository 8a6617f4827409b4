package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.List;

import org.scijava.task.Task;

/** An engine whose stages are noted as they end: what they found, and what they took. */
final class WatchedEngine implements RegistrationEngine {

	/** One stage that ended. */
	record Run(SpatialTransform found, double wallSeconds, double cpuSeconds) {}

	private final RegistrationEngine engine;
	private final List<Run> runs = new ArrayList<>();

	WatchedEngine(final RegistrationEngine engine) {
		this.engine = engine;
	}

	List<Run> runs() {
		return runs;
	}

	@Override
	public String name() {
		return engine.name();
	}

	@Override
	public Availability availability(final RegistrationOptions options) {
		return engine.availability(options);
	}

	@Override
	public SpatialTransform align(final Stage stage, final Channels fixed, final Channels moving,
		final AffineTransform initial, final RegistrationOptions options, final Task task)
	{
		final long begin = System.nanoTime();
		final double cpu = ProcessMeter.cpuSeconds();
		final SpatialTransform found = engine.align(stage, fixed, moving, initial, options, task);
		runs.add(new Run(found, (System.nanoTime() - begin) * 1e-9, ProcessMeter.cpuSeconds() - cpu));
		return found;
	}
}
