package org.lymphatlas.segmentation.nnunet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.segmentation.SlidingWindow;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Volume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Not a test: holds a prediction against what src/benchmark/nnunet/reference.py kept of nnUNetPredictor's.
 *
 * Arguments: imported model, folder of the reference, {@code mirror} or {@code plain}, number of folds, channels' files.
 */
public final class NnunetComparison {

	private NnunetComparison() {}

	public static void main(final String[] args) throws IOException {
		final NnunetModel model = NnunetFolder.read(Path.of(args[0]));
		final Path reference = Path.of(args[1]);
		final List<Integer> foldList = new ArrayList<>();
		for (int f = 0; f < Integer.parseInt(args[3]); f++)
			foldList.add(f);
		final NnunetSettings settings = new NnunetSettings(SlidingWindow.STEP, "mirror".equals(args[2]), foldList);
		final List<Volume> channels = new ArrayList<>(List.of(VolumeFiles.readCt(Path.of(args[4]))));
		for (int c = 5; c < args.length; c++)
			channels.add(VolumeFiles.readFloat(Path.of(args[c])));
		final InlineTask task = new InlineTask("compare");

		final NetworkImage image = NetworkImage.of(model.plan(), channels, task);
		final FloatBuffer preprocessed = npy(reference.resolve("preprocessed.npy"));
		final Difference data = new Difference();
		for (final float[] channel : image.channels())
			for (final float value : channel)
				data.add(value, preprocessed.get());
		System.out.println("preprocessed " + Arrays.toString(image.size()) + ": " + data);

		try (FoldEnsemble folds = new FoldEnsemble(model, foldList, new Dl4jEngine(), Device.CPU)) {
			final FloatBuffer expected = npy(reference.resolve("logits.npy"));
			final NnunetPrediction prediction = new NnunetPrediction(model.plan(), folds, settings);
			final Difference logits = new Difference();
			final int plane = image.size()[1] * image.size()[2];
			prediction.logits(image, (slice, values) -> {
				for (int i = 0; i < values.length; i++)
					logits.add(values[i], expected.get((i / plane * image.size()[0] + slice) * plane + i % plane));
			}, task);
			System.out.println("logits: " + logits);
			final LabelVolume labels = prediction.run(channels, Optional.empty(), OptionalInt.empty(), task).labels();
			final LabelVolume wanted = VolumeFiles.readLabels(reference.resolve("labels.nii.gz"));
			long different = 0;
			for (int i = 0; i < wanted.labels().length; i++)
				if (wanted.labels()[i] != labels.labels()[i]) different++;
			System.out.printf(Locale.ROOT, "labels: %d of %d differ, %.4f %% the same%n", different, wanted.labels().length,
				100 - 100.0 * different / wanted.labels().length);
		}
	}

	/** Largest and mean difference as shares of the reference's standard deviation. */
	private static final class Difference {

		private double largest;
		private double sum;
		private double squares;
		private double differences;
		private long count;

		void add(final double actual, final double expected) {
			largest = Math.max(largest, Math.abs(actual - expected));
			differences += Math.abs(actual - expected);
			sum += expected;
			squares += expected * expected;
			count++;
		}

		@Override
		public String toString() {
			final double spread = Math.sqrt(squares / count - sum / count * sum / count);
			return String.format(Locale.ROOT, "spread %.4g, largest difference %.3g of it, mean %.3g of it", spread, largest /
				spread, differences / count / spread);
		}
	}

	/** Little-endian float32 of NumPy's own format. */
	private static FloatBuffer npy(final Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file)) {
			final ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(
				ByteOrder.LITTLE_ENDIAN);
			final int header = bytes.getShort(8);
			final byte[] text = new byte[header];
			bytes.get(10, text);
			if (!new String(text, StandardCharsets.US_ASCII).contains("'<f4', 'fortran_order': False")) throw new IOException(
				file + ": not float32 in C order");
			return bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		}
	}
}
