package org.lymphatlas.segmentation.nnunet;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Volume;
import org.lymphatlas.volume.io.VolumeFiles;

import com.google.gson.Gson;

/** A small nnU-Net, an image, and what nnUNetPredictor makes of it; src/benchmark/nnunet/recorded_cases.py. */
record RecordedCase(String name, double step) {

	static final List<RecordedCase> ALL = List.of(new RecordedCase("mirrored-folds", 0.5), new RecordedCase("thick-slices",
		0.5), new RecordedCase("transposed", 0.5), new RecordedCase("regions", 0.5), new RecordedCase(
			"smaller-than-the-patch", 0.8));

	/** Every so many-th voxel of the preprocessed image, over all channels. */
	record Preprocessed(int[] size, int every, float[] values) {}

	private Path file(final String file) {
		try {
			return Path.of(RecordedCase.class.getResource(name + "/model.json").toURI()).resolveSibling(file);
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	NnunetModel model() {
		return NnunetFolder.read(file("model.json").getParent());
	}

	List<Volume> channels() {
		final List<Volume> channels = new ArrayList<>();
		for (int c = 0; c < model().plan().channels().size(); c++)
			channels.add(VolumeFiles.readCt(file("image-" + c + ".nii.gz")));
		return channels;
	}

	Preprocessed preprocessed() throws IOException {
		return new Gson().fromJson(Files.readString(file("preprocessed.json")), Preprocessed.class);
	}

	LabelVolume labels() {
		return VolumeFiles.readLabels(file("labels.nii.gz"));
	}

	/** Of output 1, or 0 with regions, times 60000. */
	LabelVolume probability() {
		return VolumeFiles.readLabels(file("probability.nii.gz"));
	}

	NnunetSettings settings() {
		return NnunetSettings.ensemble(model()).withStep(step);
	}
}
