package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.lymphatlas.program.PrivateFolder;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.program.ProgramRun;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.Drive;
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
		final ElastixImages images = new ElastixImages(fixed, moving, stage, options.drive());
		final boolean carina = fixed.carinaLps().isPresent() && moving.carinaLps().isPresent() && (stage != Stage.DEFORMABLE ||
			options.drive() != Drive.INTENSITIES);
		final ElastixParameters parameters = ElastixParameters.of(stage, options.elastixParameters(), images.names(), carina);
		try (PrivateFolder folder = new PrivateFolder(NAME)) {
			write(images, parameters, folder);
			if (parameters.needsPoints()) {
				Files.writeString(folder.resolve("fixed-points.txt"), pointFile(fixed.carinaLps().orElseThrow()));
				Files.writeString(folder.resolve("moving-points.txt"), pointFile(moving.carinaLps().orElseThrow()));
			}
			Files.writeString(folder.resolve("initial.txt"), ElastixTransforms.write(initial, fixed.grid()).toString());
			run(elastix, parameters, folder, task);
			final Path result = folder.resolve(RESULT);
			final SpatialTransform found = ElastixTransforms.of(ParameterFile.read(result));
			return initial.then(found);
		}
		catch (final IOException e) {
			throw new RegistrationException("elastix's temporary files: " + e.getMessage(), e);
		}
		catch (final ProgramException e) {
			throw new RegistrationException(e.getMessage(), e);
		}
	}

	private static void write(final ElastixImages images, final ElastixParameters parameters, final PrivateFolder folder)
		throws IOException
	{
		for (final String name : Set.copyOf(parameters.images())) {
			final List<FloatVolume> pair = images.pair(name);
			VolumeFiles.write(pair.get(0), folder.resolve("fixed-" + name + ".mha"));
			VolumeFiles.write(pair.get(1), folder.resolve("moving-" + name + ".mha"));
		}
		Files.writeString(folder.resolve("parameters.txt"), parameters.file().toString());
	}

	private static void run(final ElastixInstallation elastix, final ElastixParameters parameters,
		final PrivateFolder folder, final Task task)
	{
		ProgramRun.of(elastix.elastix(), arguments(parameters), folder.path()).withEnvironment(elastix.environment())
			.withPatience(PATIENCE).run(new ElastixProgress(task, parameters.iterations(), parameters.resolutions()), task);
		if (!Files.isRegularFile(folder.resolve(RESULT))) throw new RegistrationException("elastix " + elastix.version() +
			" ended without a result");
	}

	/** One point in the world. */
	private static String pointFile(final double[] point) {
		return String.format(Locale.ROOT, "point%n1%n%.6f %.6f %.6f%n", point[0], point[1], point[2]);
	}

	/** Names relative to the working folder only. */
	private static List<String> arguments(final ElastixParameters parameters) {
		final List<String> arguments = new ArrayList<>();
		for (int i = 0; i < parameters.images().size(); i++) {
			arguments.addAll(List.of("-f" + i, "fixed-" + parameters.images().get(i) + ".mha"));
			arguments.addAll(List.of("-m" + i, "moving-" + parameters.images().get(i) + ".mha"));
		}
		if (parameters.needsPoints()) arguments.addAll(List.of("-fp", "fixed-points.txt", "-mp", "moving-points.txt"));
		arguments.addAll(List.of("-p", "parameters.txt", "-t0", "initial.txt", "-out", ".", "-threads", Integer.toString(Math
			.max(1, Runtime.getRuntime().availableProcessors()))));
		return arguments;
	}
}
