package org.lymphatlas.viewer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Reads what a command left in a folder, or a phantom's folder, for looking at. What is not there yet is left out, so
 * that a case can be looked at after every step.
 */
public final class CaseFolder {

	private final Path folder;

	private CaseFolder(final Path folder) {
		if (!Files.isDirectory(folder)) throw new InputException("There is no case folder " + folder);
		this.folder = folder;
	}

	/** @throws InputException if the folder is none or its CT cannot be found */
	public static CaseView read(final Path folder) {
		final CaseFolder reader = new CaseFolder(folder);
		return reader.view(reader.ct());
	}

	/** Of a CT that is at hand already. @throws InputException if the folder is none */
	public static CaseView read(final Path folder, final CtVolume ct) {
		return new CaseFolder(folder).view(ct);
	}

	/** What 1 means in the case's distance map: the largest distance in its atlas. Empty if the record does not say. */
	public static OptionalDouble largestDistanceMm(final Path folder) {
		return new CaseFolder(folder).json("record.json").flatMap(r -> primitive(r, "atlas", "largestDistanceMm")).filter(
			JsonPrimitive::isNumber).stream().mapToDouble(JsonPrimitive::getAsDouble).filter(mm -> mm > 0).findFirst();
	}

	private CaseView view(final CtVolume ct) {
		final Optional<JsonObject> record = json("record.json"), landmarks = json("organs/landmarks.json"), phantom = json(
			"phantom.json");
		final FloatVolume prediction = volume("probability.nii.gz", VolumeFiles::readFloat);
		final LabelVolume nodes = volume("nodes.nii.gz", VolumeFiles::readLabels);
		final LabelVolume stations = Optional.ofNullable(volume("priors/station.nii.gz", VolumeFiles::readLabels)).orElseGet(
			() -> volume("stations.nii.gz", VolumeFiles::readLabels));
		return new CaseView(folder.toAbsolutePath().normalize().getFileName().toString(), record.flatMap(r -> text(r,
			"registration", "verdict")).map(v -> "registration: " + v).orElse(""), ct, volume("priors/distance.nii.gz",
				VolumeFiles::readFloat), volume("priors/probability.nii.gz", VolumeFiles::readFloat), nodes, stations, landmarks
					.or(() -> phantom).flatMap(CaseFolder::carina), prediction, volume("reference.nii.gz",
						VolumeFiles::readLabels), measures(nodes, prediction, stations));
	}

	/** As nodes.csv has them, else measured. */
	private List<NodeMeasure> measures(final LabelVolume nodes, final FloatVolume prediction,
		final LabelVolume stations)
	{
		final Path csv = folder.resolve("nodes.csv");
		if (nodes == null) return List.of();
		return Files.exists(csv) ? NodesFile.read(csv) : NodeMeasures.measure(nodes, prediction, stations);
	}

	/** The CT beside the results, else the one that the record names. */
	private CtVolume ct() {
		final Path beside = folder.resolve("ct.nii.gz");
		if (Files.exists(beside)) return VolumeFiles.readCt(beside);
		final Path named = json("record.json").flatMap(r -> text(r, "input", "path")).map(folder::resolve).orElseThrow(
			() -> new InputException(folder + " holds neither ct.nii.gz nor a record.json that names the CT"));
		if (Files.exists(named)) return VolumeFiles.readCt(named);
		throw new InputException("The CT of " + folder + " is no longer at " + named +
			"; put it there again, or beside the results as ct.nii.gz");
	}

	/** Null if the file is not there. */
	private <V> V volume(final String name, final Function<Path, V> reader) {
		final Path file = folder.resolve(name);
		return Files.exists(file) ? reader.apply(file) : null;
	}

	private Optional<JsonObject> json(final String name) {
		final Path file = folder.resolve(name);
		if (!Files.exists(file)) return Optional.empty();
		try {
			return Optional.of(JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonObject());
		}
		catch (final IOException | JsonParseException | IllegalStateException e) {
			throw new InputException(file + " cannot be read: " + e.getMessage(), e);
		}
	}

	private static Optional<String> text(final JsonObject json, final String object, final String key) {
		return primitive(json, object, key).map(JsonPrimitive::getAsString);
	}

	private static Optional<JsonPrimitive> primitive(final JsonObject json, final String object, final String key) {
		return member(json, object).filter(JsonElement::isJsonObject).flatMap(o -> member(o.getAsJsonObject(), key)).filter(
			JsonElement::isJsonPrimitive).map(JsonElement::getAsJsonPrimitive);
	}

	private static Optional<double[]> carina(final JsonObject json) {
		return member(json, "carinaLps").filter(e -> e.isJsonArray() && e.getAsJsonArray().size() == 3).map(e -> new double[] {
			e.getAsJsonArray().get(0).getAsDouble(), e.getAsJsonArray().get(1).getAsDouble(), e.getAsJsonArray().get(2)
				.getAsDouble() });
	}

	private static Optional<JsonElement> member(final JsonObject json, final String key) {
		return Optional.ofNullable(json.get(key)).filter(e -> !e.isJsonNull());
	}
}
