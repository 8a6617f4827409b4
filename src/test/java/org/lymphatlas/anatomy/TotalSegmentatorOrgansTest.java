package org.lymphatlas.anatomy;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;

/** Numbers as in TotalSegmentator's class map (Apache-2.0); organs from folders and label maps. */
public class TotalSegmentatorOrgansTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static final Grid GRID = Grid.of(10, 11, 12, 2, 2, 3);

	private Path write(final String name, final Grid grid, final Box box) {
		final Path file = temporary.getRoot().toPath().resolve(name);
		VolumeFiles.write(Boxes.mask(grid, box), file);
		return file;
	}

	@Test
	public void tablesAreComplete() {
		final Map<Integer, String> v1 = Version.V1.names(), v2 = Version.V2.names();
		assertEquals(104, v1.size());
		assertEquals(117, v2.size());
		for (int i = 1; i <= 104; i++)
			assertTrue("v1 " + i, v1.get(i).matches("[a-zA-Z0-9_]+"));
		for (int i = 1; i <= 117; i++)
			assertTrue("v2 " + i, v2.get(i).matches("[a-zA-Z0-9_]+"));
		assertEquals("names occur once", 117, Set.copyOf(v2.values()).size());
		assertEquals("names occur once", 104, Set.copyOf(v1.values()).size());
	}

	@Test
	public void numbersOfTheChest() {
		final Map<Integer, String> v1 = Version.V1.names(), v2 = Version.V2.names();
		Map.of(10, "lung_upper_lobe_left", 11, "lung_lower_lobe_left", 12, "lung_upper_lobe_right", 13,
			"lung_middle_lobe_right", 14, "lung_lower_lobe_right", 15, "esophagus", 16, "trachea", 17, "thyroid_gland", 51,
			"heart", 52, "aorta").forEach((number, name) -> assertEquals(name, v2.get(number)));
		Map.of(32, "vertebrae_T12", 43, "vertebrae_T1", 50, "vertebrae_C1", 53, "pulmonary_vein", 61,
			"atrial_appendage_left", 62, "superior_vena_cava", 79, "spinal_cord", 92, "rib_left_1", 115, "rib_right_12", 116,
			"sternum").forEach((number, name) -> assertEquals(name, v2.get(number)));
		Map.of(7, "aorta", 13, "lung_upper_lobe_left", 17, "lung_lower_lobe_right", 18, "vertebrae_L5", 41, "vertebrae_C1",
			42, "esophagus", 43, "trachea", 44, "heart_myocardium", 48, "heart_ventricle_right", 49, "pulmonary_artery").forEach(
				(number, name) -> assertEquals(name, v1.get(number)));
	}

	@Test
	public void everyLungBelongsToALungGroupInBothVersions() {
		for (final Version version : Version.values()) {
			final LabelVolume labels = new LabelVolume(Grid.of(200, 1, 1, 1, 1, 1));
			for (int i = 0; i < 200; i++)
				labels.labels()[i] = (short) i;
			final Organs organs = new Organs(labels, version.names());
			assertEquals(2, OrganGroup.LUNG_LEFT.maskIn(organs).orElseThrow().count());
			assertEquals(3, OrganGroup.LUNG_RIGHT.maskIn(organs).orElseThrow().count());
			assertEquals(1, OrganGroup.AIRWAYS.maskIn(organs).orElseThrow().count());
			assertEquals(1, OrganGroup.AORTA.maskIn(organs).orElseThrow().count());
			assertTrue(OrganGroup.BONES.maskIn(organs).orElseThrow().count() >= 24 + 24);
		}
	}

	@Test
	public void folderOfMasks() {
		write("aorta.nii.gz", GRID, new Box(1, 1, 1, 4, 4, 4));
		write("trachea.nii.gz", GRID, new Box(5, 5, 5, 8, 8, 8));
		write("body.nii.gz", GRID, new Box(0, 0, 0, 9, 9, 9));
		write("my_tumour.nrrd", GRID, new Box(3, 3, 3, 5, 5, 5));
		write("heart.nii", GRID, new Box(0, 0, 0, 1, 1, 1));
		final Organs organs = TotalSegmentatorOrgans.readFolder(temporary.getRoot().toPath()).organs();
		assertEquals(Set.of("aorta", "trachea", "body", "heart", "my_tumour"), organs.present());
		assertEquals("TotalSegmentator's organs lie over others", 27, organs.mask("aorta").count());
		assertEquals(27, organs.mask("trachea").count());
		assertEquals("the smaller lies over the larger, but the aorta over both", 8 - 1, organs.mask("my_tumour").count());
		assertEquals(9 * 9 * 9 - 27 - 27 - 1 - 7, organs.mask("body").count());
	}

	@Test
	public void filesOfOtherNamesThatAreNoMasksAreNotOrgans() {
		write("aorta.nii.gz", GRID, new Box(1, 1, 1, 4, 4, 4));
		final CtVolume ct = new CtVolume(GRID);
		Arrays.fill(ct.hu(), (short) -1000);
		VolumeFiles.write(ct, temporary.getRoot().toPath().resolve("ct.nii.gz"));
		assertEquals(Set.of("aorta"), TotalSegmentatorOrgans.readFolder(temporary.getRoot().toPath()).organs().present());
	}

	/** A mask whose voxels are those of another grid in reverse or swapped order, cut to a box. */
	private static Mask seenFrom(final Mask mask, final Grid grid) {
		return Resampling.nearest(mask, grid, PointMapping.IDENTITY);
	}

	@Test
	public void croppedAndTurnedMasksComeTogether() {
		final Grid whole = new Grid(new int[] { 20, 18, 16 }, new double[] { 2, 2, 3 }, new double[] { -7, 30, 5 },
			new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
		final Mask aorta = Boxes.mask(whole, new Box(1, 2, 3, 9, 8, 12)), trachea = Boxes.mask(whole, new Box(10, 9, 4, 13,
			17, 15)), heart = Boxes.mask(whole, new Box(2, 9, 2, 9, 16, 9));
		final Path folder = temporary.getRoot().toPath();
		VolumeFiles.write(aorta, folder.resolve("aorta.nii.gz"));
		VolumeFiles.write(seenFrom(trachea, whole.crop(new Box(8, 7, 2, 20, 18, 16))), folder.resolve("trachea.nii.gz"));
		final Grid turned = new Grid(new int[] { 16, 20, 18 }, new double[] { 3, 2, 2 }, whole.toWorld(19, 0, 15),
			new double[] { 0, -1, 0, 0, 0, 1, -1, 0, 0 });
		VolumeFiles.write(seenFrom(heart, turned), folder.resolve("heart.nii.gz"));
		final ImportedOrgans imported = TotalSegmentatorOrgans.read(folder);
		assertTrue(imported.organs().grid().matches(whole, 1e-3));
		assertArrayEquals("aorta", aorta.values(), imported.organs().mask("aorta").values());
		assertArrayEquals("trachea", trachea.values(), imported.organs().mask("trachea").values());
		assertArrayEquals("heart", heart.values(), imported.organs().mask("heart").values());
		assertTrue(imported.notes().toString(), imported.notes().get(0).contains("heart.nii.gz, trachea.nii.gz"));
	}

	@Test
	public void aCroppedMaskAloneIsGrownToHoldTheOthers() {
		final Grid fine = new Grid(new int[] { 10, 10, 10 }, new double[] { 1, 1, 1 }, new double[] { 20, 20, 20 },
			new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
		write("trachea.nii.gz", fine, new Box(2, 2, 2, 6, 6, 6));
		write("aorta.nii.gz", Grid.of(20, 20, 20, 3, 3, 3), new Box(1, 1, 1, 15, 14, 13));
		final Organs organs = TotalSegmentatorOrgans.readFolder(temporary.getRoot().toPath()).organs();
		assertEquals(1, organs.grid().voxelVolumeMm3(), 1e-9);
		assertEquals(64, organs.mask("trachea").count());
		assertEquals("14 x 13 x 12 voxels of 27 mm3 but the trachea's, edges rounded off", 14 * 13 * 12 * 27 - 64, organs.mask(
			"aorta").count(), 1000);
	}

	@Test
	public void masksOfSeveralCtsAreRefused() {
		write("aorta.nii.gz", GRID, new Box(1, 1, 1, 4, 4, 4));
		write("trachea.nii.gz", new Grid(new int[] { 9, 9, 9 }, new double[] { 1, 1, 1 }, new double[] { 9e5, 9e5, 0 },
			new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }), new Box(1, 1, 1, 4, 4, 4));
		final InputException e = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.read(temporary.getRoot()
			.toPath()));
		assertTrue(e.getMessage(), e.getMessage().contains("several CTs"));
	}

	@Test
	public void whereMasksOverlapTheSmallerStaysWhole() {
		write("heart.nii.gz", GRID, new Box(0, 0, 0, 8, 8, 8));
		write("heart_atrium_left.nii.gz", GRID, new Box(2, 2, 2, 5, 5, 5));
		write("aorta.nii.gz", GRID, new Box(4, 4, 4, 10, 10, 10));
		final ImportedOrgans imported = TotalSegmentatorOrgans.read(temporary.getRoot().toPath());
		assertEquals(27, imported.organs().mask("heart_atrium_left").count());
		assertEquals("all but the atrium's corner", 216 - 1, imported.organs().mask("aorta").count());
		assertEquals(512 - 64 - 27 + 1, imported.organs().mask("heart").count());
		assertTrue(imported.notes().toString(), imported.notes().contains(
			"The masks of heart and aorta have 64 voxels in common, which go to aorta"));
	}

	@Test
	public void aFolderWithOnlyALabelMapSaysSo() {
		final LabelVolume labels = new LabelVolume(GRID);
		labels.labels()[3] = 1;
		labels.labels()[4] = 2;
		VolumeFiles.write(labels, temporary.getRoot().toPath().resolve("segmentations.nii.gz"));
		final InputException e = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.read(temporary.getRoot()
			.toPath()));
		assertTrue(e.getMessage(), e.getMessage().contains("segmentations.nii.gz hold(s) several values"));
	}

	@Test
	public void versionThreeRenamesOneClass() {
		final Map<Integer, String> v2 = Version.V2.names(), v3 = Version.V3.names();
		assertEquals("vertebrae_S1", v2.get(26));
		assertEquals("vertebrae_L6", v3.get(26));
		v3.remove(26);
		v2.remove(26);
		assertEquals(v2, v3);
		final LabelVolume labels = lobes(10);
		labels.labels()[0] = 26;
		final Path file = temporary.getRoot().toPath().resolve("organs.nii.gz");
		VolumeFiles.write(labels, file);
		assertTrue(TotalSegmentatorOrgans.readLabels(file, Version.V3).organs().present().contains("vertebrae_L6"));
		assertTrue(TotalSegmentatorOrgans.read(file).notes().toString(), TotalSegmentatorOrgans.read(file).notes().get(0)
			.contains("vertebrae_L6"));
	}

	@Test
	public void labelsWithoutANameAreLeftOutAndSaid() {
		final LabelVolume labels = lobes(10);
		labels.labels()[0] = 300;
		labels.labels()[1] = 118;
		final Path file = temporary.getRoot().toPath().resolve("organs.nii.gz");
		VolumeFiles.write(labels, file);
		final ImportedOrgans imported = TotalSegmentatorOrgans.read(file);
		assertEquals(Set.of("lung_upper_lobe_left", "esophagus", "pancreas"), imported.organs().present());
		assertTrue(imported.notes().toString(), imported.notes().get(0).contains("2 label(s)") && imported.notes().get(0)
			.contains("from 118 on"));
	}

	@Test
	public void badFoldersAreRefused() throws IOException {
		final Path folder = temporary.getRoot().toPath();
		assertThrows("empty", InputException.class, () -> TotalSegmentatorOrgans.readFolder(folder));
		assertThrows("absent", InputException.class, () -> TotalSegmentatorOrgans.readFolder(folder.resolve("none")));
		final LabelVolume several = new LabelVolume(GRID);
		several.labels()[3] = 1;
		several.labels()[4] = 2;
		VolumeFiles.write(several, folder.resolve("aorta.nii.gz"));
		final InputException labels = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.readFolder(folder));
		assertTrue(labels.getMessage(), labels.getMessage().contains("several labels"));
		write("aorta.nii.gz", GRID, new Box(1, 1, 1, 4, 4, 4));
		write("aorta.nii", GRID, new Box(1, 1, 1, 4, 4, 4));
		final InputException twice = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.readFolder(folder));
		assertTrue(twice.getMessage(), twice.getMessage().contains("Two files"));
		Files.delete(folder.resolve("aorta.nii"));
		Files.write(folder.resolve("heart.nii.gz"), new byte[] { 1, 2, 3 });
		final InputException damaged = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.readFolder(folder));
		assertTrue(damaged.getMessage(), damaged.getMessage().contains("heart.nii.gz"));
	}

	/** 8 ml a voxel, so that a row of 100 is as large as a lobe. */
	private static LabelVolume lobes(final int label) {
		final LabelVolume labels = new LabelVolume(Grid.of(100, 5, 5, 20, 20, 20));
		Arrays.fill(labels.labels(), 0, 100, (short) label);
		labels.labels()[200] = 7;
		labels.labels()[201] = 15;
		return labels;
	}

	@Test
	public void versionOfALabelMapWithoutNames() {
		assertEquals(Version.V2, TotalSegmentatorOrgans.version(lobes(10)));
		assertEquals(Version.V2, TotalSegmentatorOrgans.version(lobes(14)));
		assertEquals(Version.V1, TotalSegmentatorOrgans.version(lobes(15)));
		assertEquals(Version.V1, TotalSegmentatorOrgans.version(lobes(17)));
		final LabelVolume withSternum = lobes(17);
		withSternum.labels()[300] = 116;
		assertEquals("version 1 has no label above 104", Version.V2, TotalSegmentatorOrgans.version(withSternum));
		final Path file = temporary.getRoot().toPath().resolve("organs.nii.gz");
		VolumeFiles.write(lobes(17), file);
		final ImportedOrgans imported = TotalSegmentatorOrgans.read(file);
		assertTrue(imported.organs().present().contains("lung_lower_lobe_right"));
		assertTrue(imported.organs().present().contains("aorta"));
		assertTrue(imported.notes().toString(), imported.notes().get(0).contains("TotalSegmentator 1"));
		assertTrue(TotalSegmentatorOrgans.readLabels(file, Version.V2).organs().present().contains("thyroid_gland"));
	}

	@Test
	public void namesInTheHeaderAreBelieved() throws IOException {
		final Path file = temporary.getRoot().toPath().resolve("organs.nii");
		VolumeFiles.write(lobes(10), file);
		final byte[] plain = Files.readAllBytes(file);
		final byte[] xml = ("<CaretExtension><VolumeInformation><LabelTable>" +
			"<Label Key=\"10\" Red=\"1.0\" Green=\"0\" Blue=\"0\" Alpha=\"1\"><![CDATA[heart]]></Label>\n" +
			"<Label Key=\"15\" Red=\"1.0\" Green=\"0\" Blue=\"0\" Alpha=\"1\">my_label</Label>" +
			"</LabelTable></VolumeInformation></CaretExtension>").getBytes(StandardCharsets.UTF_8);
		final int offset = 352, size = (8 + xml.length + 15) / 16 * 16;
		final ByteBuffer named = ByteBuffer.allocate(plain.length + size).order(ByteOrder.LITTLE_ENDIAN);
		named.put(plain, 0, offset).putInt(size).putInt(0).put(xml).position(offset + size);
		named.put(plain, offset, plain.length - offset);
		named.put(348, (byte) 1).putFloat(108, offset + size);
		Files.write(file, named.array());
		final Organs organs = TotalSegmentatorOrgans.readLabels(file).organs();
		assertEquals(Set.of("heart", "my_label"), organs.present());
		assertEquals(100, organs.mask("heart").count());
	}

	@Test
	public void labelMapWithoutOrgansIsRefused() {
		final Path file = temporary.getRoot().toPath().resolve("none.nii.gz");
		VolumeFiles.write(new LabelVolume(GRID), file);
		final InputException e = assertThrows(InputException.class, () -> TotalSegmentatorOrgans.readLabels(file));
		assertTrue(e.getMessage(), e.getMessage().contains("none.nii.gz"));
	}

	/** The carina of s0011 was put at RAS voxel (157.0, 137.1, 355.5) by hand: one patient of TotalSegmentator's data. */
	@Test
	public void realLabelMapAndItsCarina() {
		final Path file = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"),
			"totalsegmentator_labels/s0011_total_v2.nii.gz");
		Assume.assumeTrue("no real data at " + file, Files.isRegularFile(file));
		final Organs organs = TotalSegmentatorOrgans.readLabels(file).organs();
		assertTrue(organs.present().toString(), organs.present().containsAll(Set.of("trachea", "esophagus", "aorta",
			"lung_upper_lobe_left", "heart", "vertebrae_T5", "rib_left_5", "sternum")));
		assertEquals("trachea, ml", 35, organs.mask("trachea").count() * organs.grid().voxelVolumeMm3() / 1000, 1);
		final double[] expected = organs.grid().toWorld(157.0, 137.1, 355.5);
		assertArrayEquals(expected, Carina.of(organs).carina().orElseThrow(), 2.5);
	}

	/** Masks of TotalSegmentator's own tests: organs, other structures, label maps of other tasks and the CT in one folder. */
	@Test
	public void realFolderOfMasks() {
		final Path folder = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"),
			"totalsegmentator/aorta_report");
		Assume.assumeTrue("no real data at " + folder, Files.isDirectory(folder));
		final ImportedOrgans imported = TotalSegmentatorOrgans.read(folder);
		final Organs organs = imported.organs();
		assertTrue(organs.present().toString(), organs.present().containsAll(Set.of("aorta", "brachiocephalic_trunk",
			"subclavian_artery_left", "vertebrae_T12")));
		assertFalse("a CT is no organ", organs.present().contains("ct_cropped"));
		assertEquals("the true lumen lies in the aorta and takes nothing from it", VolumeFiles.readMask(folder.resolve(
			"aorta.nii.gz")).count(), organs.mask("aorta").count(), 0);
		assertTrue(imported.notes().toString(), imported.notes().stream().anyMatch(note -> note.contains(
			"T710_renal.nii.gz")));
	}

	/** TotalSegmentator's "fast" output kept at its own 3 mm: the real map, every second voxel. */
	@Test
	public void realLabelMapAtCoarseSpacing() {
		final Path file = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"),
			"totalsegmentator_labels/s0011_total_v2.nii.gz");
		Assume.assumeTrue("no real data at " + file, Files.isRegularFile(file));
		final Organs fine = TotalSegmentatorOrgans.read(file).organs();
		final Grid coarse = fine.grid().withSpacing(3, 3, 3);
		final Path fast = temporary.getRoot().toPath().resolve("fast.nii.gz");
		VolumeFiles.write(Resampling.nearest(fine.labels(), coarse, PointMapping.IDENTITY), fast);
		final Organs organs = TotalSegmentatorOrgans.read(fast).organs();
		for (final String name : new String[] { "heart", "aorta", "lung_upper_lobe_left", "vertebrae_T5" })
			assertEquals(name + ", ml", fine.mask(name).count() * fine.grid().voxelVolumeMm3() / 1000, organs.mask(name)
				.count() * organs.grid().voxelVolumeMm3() / 1000, 0.03 * fine.mask(name).count() * 3.375 / 1000);
		assertEquals(1, OrganFit.shareInField(organs, fine.grid()), 0.01);
	}
}
