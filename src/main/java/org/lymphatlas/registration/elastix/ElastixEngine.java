package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.program.PrivateFolder;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.program.ProgramRun;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.RegistrationEngine;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/**
 * Registration by the user's elastix program (Klein et al., IEEE TMI 29:196): each stage is one run on the organ masks
 * smoothed with sigma 2 mm, the deformable one also on intensities.
 */
@Plugin(type = RegistrationEngine.class, name = ElastixEngine.NAME)
public final class ElastixEngine implements RegistrationEngine {

	public static final String NAME = "elastix";

	private static final double MASK_SIGMA_MM = 2;
	private static final Duration PATIENCE = Duration.ofMinutes(5);
	private static final String RESULT = "TransformParameters.0.txt";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Availability availability(final RegistrationOptions options) {
		try {
			final ElastixInstallation found = ElastixInstallation.find(options.elastix());
			return new Availability(true, "elastix " + found.version() + (found.tested() ? "" : " (not tested)") + " at " +
				found.elastix());
		}
		catch (final RegistrationException missing) {
			return new Availability(false, missing.getMessage());
		}
	}

	@Override
	public SpatialTransform align(final Stage stage, final Channels fixed, final Channels moving,
		final AffineTransform initial, final RegistrationOptions options, final Task task)
	{
		final ElastixInstallation elastix = ElastixInstallation.find(options.elastix());
		final ElastixParameters.Metrics metrics = ElastixParameters.of(stage, fixed, options.elastixParameters());
		try (PrivateFolder folder = new PrivateFolder(NAME)) {
			write(stage, fixed, moving, folder);
			Files.writeString(folder.resolve("parameters.txt"), metrics.parameters().toString());
			Files.writeString(folder.resolve("initial.txt"), ElastixTransforms.write(initial, fixed.grid()).toString());
			run(elastix, metrics, folder, task);
			final Path result = folder.resolve(RESULT);
			final SpatialTransform found = ElastixTransforms.of(ParameterFile.parse(Files.readString(result), RESULT));
			return initial.then(found);
		}
		catch (final IOException e) {
			throw new RegistrationException("elastix's temporary files: " + e.getMessage(), e);
		}
		catch (final ProgramException e) {
			throw new RegistrationException(e.getMessage(), e);
		}
	}

	private static void write(final Stage stage, final Channels fixed, final Channels moving,
		final PrivateFolder folder)
	{
		final Channels smoothFixed = fixed.smoothed(MASK_SIGMA_MM, 0);
		final Channels smoothMoving = moving.smoothed(MASK_SIGMA_MM, 0);
		if (stage != Stage.DEFORMABLE) {
			for (final OrganGroup group : fixed.organs().keySet())
				write(smoothFixed.organs().get(group), smoothMoving.organs().get(group), folder, OrganImages.name(group));
			return;
		}
		final Map<OrganGroup, Double> weights = new EnumMap<>(OrganGroup.class);
		for (final OrganGroup group : fixed.organs().keySet())
			weights.put(group, OrganImages.weight(fixed, group));
		write(OrganImages.together(smoothFixed, weights), OrganImages.together(smoothMoving, weights), folder,
			ElastixParameters.ORGANS);
		write(fixed.intensity(), moving.intensity(), folder, ElastixParameters.INTENSITY);
	}

	private static void write(final FloatVolume fixed, final FloatVolume moving, final PrivateFolder folder,
		final String name)
	{
		VolumeFiles.write(fixed, folder.resolve("fixed-" + name + ".mha"));
		VolumeFiles.write(moving, folder.resolve("moving-" + name + ".mha"));
	}

	private static void run(final ElastixInstallation elastix, final ElastixParameters.Metrics metrics,
		final PrivateFolder folder, final Task task)
	{
		final ParameterFile parameters = metrics.parameters();
		final ElastixProgress progress = new ElastixProgress(task, (int) parameters.numbers("MaximumNumberOfIterations",
			1)[0], (int) parameters.numbers("NumberOfResolutions", 1)[0]);
		ProgramRun.of(elastix.elastix(), arguments(metrics.images()), folder.path()).withEnvironment(elastix.environment())
			.withPatience(PATIENCE).run(progress, task);
		if (!Files.isRegularFile(folder.resolve(RESULT))) throw new RegistrationException("elastix " + elastix.version() +
			" ended without a result");
	}

	/** Names relative to the working folder only. */
	private static List<String> arguments(final List<String> images) {
		final List<String> arguments = new ArrayList<>();
		for (int i = 0; i < images.size(); i++) {
			arguments.addAll(List.of("-f" + i, "fixed-" + images.get(i) + ".mha"));
			arguments.addAll(List.of("-m" + i, "moving-" + images.get(i) + ".mha"));
		}
		arguments.addAll(List.of("-p", "parameters.txt", "-t0", "initial.txt", "-out", ".", "-threads", Integer.toString(Math
			.max(1, Runtime.getRuntime().availableProcessors()))));
		return arguments;
	}
}
