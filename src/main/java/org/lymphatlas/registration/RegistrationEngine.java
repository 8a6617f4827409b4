package org.lymphatlas.registration;

import org.scijava.plugin.SciJavaPlugin;
import org.scijava.task.Task;

/**
 * Aligns two images, one stage at a time. A plugin type: annotate an implementation with
 * {@code @Plugin(type = RegistrationEngine.class)} and it can be chosen by its name. Implementations are stateless.
 */
public interface RegistrationEngine extends SciJavaPlugin {

	/** As options name it: {@code variational}, {@code elastix}. */
	String name();

	/** Can it run here, with these options? Quick; never throws. */
	Availability availability(RegistrationOptions options);

	/**
	 * Runs one stage.
	 *
	 * @param stage what kind of mapping to look for
	 * @param fixed the patient
	 * @param moving the atlas, with the same organ groups
	 * @param initial the stage before; the result takes its place, it does not follow it
	 * @return fixed points to moving points; affine unless the stage is deformable
	 * @throws RegistrationException if the engine could not find one; the pipeline then keeps the stage before
	 * @throws java.util.concurrent.CancellationException within a second of the task's cancel
	 */
	SpatialTransform align(Stage stage, Channels fixed, Channels moving, AffineTransform initial,
		RegistrationOptions options, Task task);
}
