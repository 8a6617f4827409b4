package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

public class NiftiLabelNamesTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void namesComeBackAndVoxelsStay() {
		final LabelVolume labels = new LabelVolume(Grid.of(3, 4, 5, 1, 2, 3));
		for (int i = 0; i < 60; i++)
			labels.labels()[i] = (short) (i * 7);
		final SortedMap<Integer, String> names = new TreeMap<>(Map.of(1, "lymph_node", 7, "V. cava (sup.)", 300, "Ösophagus",
			65535, "a<b>&[c]"));
		for (final String ending : new String[] { ".nii", ".nii.gz" }) {
			final Path file = folder.getRoot().toPath().resolve("labels" + ending);
			VolumeFiles.write(labels, names, file);
			assertArrayEquals(ending, labels.labels(), VolumeFiles.readLabels(file).labels());
			assertEquals(ending, Map.of(1, "lymph_node", 7, "V. cava (sup.)", 300, "Ösophagus", 65535, "a_b___c_"),
				NiftiLabelNames.read(file));
		}
	}
}
