package org.lymphatlas.registration.variational;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.RegistrationEngine;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Stage;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** The engine that is always there. */
@Plugin(type = RegistrationEngine.class, name = VariationalEngine.NAME)
public final class VariationalEngine implements RegistrationEngine {

	public static final String NAME = "variational";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Availability availability(final RegistrationOptions options) {
		return new Availability(true, "embedded");
	}

	@Override
	public SpatialTransform align(final Stage stage, final Channels fixed, final Channels moving,
		final AffineTransform initial, final RegistrationOptions options, final Task task)
	{
		return switch (stage) {
			case RIGID -> AffineAlignment.align(Motion.RIGID, fixed, moving, initial, task);
			case AFFINE -> AffineAlignment.align(Motion.AFFINE, fixed, moving, initial, task);
			case DEFORMABLE -> VelocityRegistration.align(fixed, moving, initial, options.drive(), task).then(initial);
		};
	}
}
