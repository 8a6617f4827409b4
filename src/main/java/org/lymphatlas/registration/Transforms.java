package org.lymphatlas.registration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;
import org.lymphatlas.volume.io.VolumeFiles;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Transforms in a folder: {@code transform.json} lists the steps, first step first; an affine step holds its 3x4 matrix,
 * a displacement or a B-spline names three NRRD files beside it (x, y, z in mm), a displacement also those of its
 * inverse. LPS mm; file names only, no paths.
 */
public final class Transforms {

	private static final String INDEX = "transform.json";
	private static final int VERSION = 1;
	private static final long MAX_INDEX_BYTES = 1 << 20;

	private Transforms() {}

	/**
	 * Writes a transform; the index last, so that a folder with an index is whole.
	 *
	 * @throws InputException if the folder cannot be written to
	 * @throws IllegalArgumentException if the transform is of a kind that has no file format
	 */
	public static void write(final SpatialTransform transform, final Path folder) {
		final JsonArray steps = new JsonArray();
		for (final SpatialTransform step : steps(transform, new ArrayList<>()))
			steps.add(write(step, folder, "step-" + (steps.size() + 1)));
		final JsonObject index = new JsonObject();
		index.addProperty("version", VERSION);
		index.addProperty("maps", "fixed (patient) points to moving (atlas) points, LPS mm");
		index.add("steps", steps);
		AtomicFiles.writeString(folder.resolve(INDEX), new GsonBuilder().setPrettyPrinting().create().toJson(index) + "\n");
	}

	private static List<SpatialTransform> steps(final SpatialTransform transform, final List<SpatialTransform> into) {
		if (transform instanceof CompositeTransform composite) {
			steps(composite.first(), into);
			steps(composite.second(), into);
		}
		else into.add(transform);
		return into;
	}

	private static JsonObject write(final SpatialTransform step, final Path folder, final String name) {
		final JsonObject json = new JsonObject();
		if (step instanceof AffineTransform affine) {
			json.addProperty("type", "affine");
			final JsonArray matrix = new JsonArray();
			for (final double m : affine.matrix())
				matrix.add(m);
			json.add("matrix", matrix);
		}
		else if (step instanceof DisplacementTransform displacement) {
			json.addProperty("type", "displacement");
			json.add("forward", writeVectors(displacement.grid(), displacement.displacementMm(), folder, name));
			final DisplacementTransform inverse = displacement.inverse();
			json.add("inverse", writeVectors(inverse.grid(), inverse.displacementMm(), folder, name + "-inverse"));
		}
		else if (step instanceof BSplineTransform spline) {
			json.addProperty("type", "bspline");
			json.add("coefficients", writeVectors(spline.lattice(), spline.coefficientsMm(), folder, name));
		}
		else throw new IllegalArgumentException("A " + step.getClass().getSimpleName() + " cannot be written to files");
		return json;
	}

	private static JsonArray writeVectors(final Grid grid, final float[] vectors, final Path folder, final String name) {
		final JsonArray files = new JsonArray();
		for (int c = 0; c < 3; c++) {
			final FloatVolume component = new FloatVolume(grid);
			for (int i = 0; i < component.values().length; i++)
				component.values()[i] = vectors[3 * i + c];
			final String file = name + "-" + "xyz".charAt(c) + ".nrrd";
			VolumeFiles.write(component, folder.resolve(file));
			files.add(file);
		}
		return files;
	}

	/** @throws InputException if the folder does not hold a transform, naming the file and what is wrong with it */
	public static SpatialTransform read(final Path folder) {
		final Path index = folder.resolve(INDEX);
		try {
			if (!Files.isRegularFile(index)) throw new InputException(index + ": not found; " + folder +
				" is not a transform's folder");
			if (Files.size(index) > MAX_INDEX_BYTES) throw new InputException(index + ": too large to be a transform's index");
			final JsonObject json = JsonParser.parseString(Files.readString(index, StandardCharsets.UTF_8)).getAsJsonObject();
			if (json.get("version").getAsInt() != VERSION) throw new InputException(index + ": is version " + json.get(
				"version") + ", this program reads version " + VERSION);
			SpatialTransform transform = null;
			for (final JsonElement element : json.getAsJsonArray("steps")) {
				final SpatialTransform step = readStep(element.getAsJsonObject(), folder);
				transform = transform == null ? step : transform.then(step);
			}
			return transform == null ? AffineTransform.identity() : transform;
		}
		catch (final JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException
				| IllegalArgumentException | ClassCastException e)
		{
			throw new InputException(index + ": is not a transform's index (" + e.getMessage() + ")", e);
		}
		catch (final IOException e) {
			throw new InputException(index + ": cannot be read (" + e.getMessage() + ")", e);
		}
	}

	private static SpatialTransform readStep(final JsonObject json, final Path folder) {
		final String type = json.get("type").getAsString();
		return switch (type) {
			case "affine" -> new AffineTransform(json.getAsJsonArray("matrix").asList().stream().mapToDouble(
				JsonElement::getAsDouble).toArray());
			case "displacement" -> {
				final Vectors forward = Vectors.read(json.getAsJsonArray("forward"), folder);
				final Vectors inverse = Vectors.read(json.getAsJsonArray("inverse"), folder);
				if (!forward.grid.equals(inverse.grid)) throw new InputException(folder + ": the grids of a displacement (" +
					forward.grid + ") and of its inverse (" + inverse.grid + ") differ");
				yield DisplacementTransform.withInverse(forward.grid, forward.values, inverse.values);
			}
			case "bspline" -> {
				final Vectors coefficients = Vectors.read(json.getAsJsonArray("coefficients"), folder);
				yield new BSplineTransform(coefficients.grid, coefficients.values);
			}
			default -> throw new InputException(folder.resolve(INDEX) + ": a step of unknown type '" + type +
				"'; known are affine, displacement, bspline");
		};
	}

	/** Three component files as one array. */
	private record Vectors(Grid grid, float[] values) {

		static Vectors read(final JsonArray files, final Path folder) {
			if (files.size() != 3) throw new InputException(folder.resolve(INDEX) + ": " + files + " should be three files");
			Grid grid = null;
			float[] values = null;
			for (int c = 0; c < 3; c++) {
				final String name = files.get(c).getAsString();
				if (!name.matches("[A-Za-z0-9_-]+\\.nrrd")) throw new InputException(folder.resolve(INDEX) + ": '" + name +
					"' is not the name of an NRRD file in this folder");
				final FloatVolume component = VolumeFiles.readFloat(folder.resolve(name));
				if (c == 0) {
					grid = component.grid();
					values = new float[Math.multiplyExact(3, grid.voxels())];
				}
				if (!component.grid().equals(grid)) throw new InputException(folder.resolve(name) + ": its grid (" + component
					.grid() + ") differs from the other components' (" + grid + ")");
				for (int i = 0; i < component.values().length; i++) {
					final float value = component.values()[i];
					if (!Float.isFinite(value)) throw new InputException(folder.resolve(name) + ": voxel " + i + " is " + value +
						", not a number of mm");
					values[3 * i + c] = value;
				}
			}
			return new Vectors(grid, values);
		}
	}
}
