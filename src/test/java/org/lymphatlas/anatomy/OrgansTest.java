package org.lymphatlas.anatomy;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

public class OrgansTest {

	private static final SortedMap<Integer, String> NAMES = new TreeMap<>();
	static {
		NAMES.put(1, "aorta");
		NAMES.put(2, "rib_left_3");
		NAMES.put(3, "vertebrae_T5");
		NAMES.put(4, "heart");
		NAMES.put(65535, "lung_left");
	}

	private final Organs organs = new Organs(new LabelVolume(Grid.of(6, 1, 1, 1, 1, 1), new short[] { 0, 1, 2, 3,
		(short) 65535, 9 }), NAMES);

	@Test
	public void namesOfWhatIsThere() {
		assertEquals("no heart, and label 9 has no name", Set.of("aorta", "rib_left_3", "vertebrae_T5", "lung_left"), organs
			.present());
	}

	@Test
	public void masksByName() {
		assertArrayEquals(new byte[] { 0, 1, 0, 0, 1, 0 }, organs.union(Set.of("aorta", "lung_left", "spleen")).values());
		assertArrayEquals(new byte[6], organs.mask("heart").values());
	}

	@Test
	public void groupsJoinWhatTwoSourcesCallDifferently() {
		assertArrayEquals(new byte[] { 0, 0, 1, 1, 0, 0 }, OrganGroup.BONES.maskIn(organs).orElseThrow().values());
		assertArrayEquals(new byte[] { 0, 0, 0, 0, 1, 0 }, OrganGroup.LUNG_LEFT.maskIn(organs).orElseThrow().values());
		assertEquals("named, but without a voxel", Optional.empty(), OrganGroup.HEART.maskIn(organs));
		assertEquals(Optional.empty(), OrganGroup.LUNG_RIGHT.maskIn(organs));
	}

	@Test
	public void vertebraeAloneAreNoSkeleton() {
		final SortedMap<Integer, String> names = new TreeMap<>(NAMES);
		names.remove(2);
		assertEquals(Optional.empty(), OrganGroup.BONES.maskIn(new Organs(organs.labels(), names)));
		names.put(1, "bones");
		assertEquals(2, OrganGroup.BONES.maskIn(new Organs(organs.labels(), names)).orElseThrow().count());
	}

	@Test
	public void namesCannotBeChangedFromOutside() {
		final SortedMap<Integer, String> names = new TreeMap<>(NAMES);
		final Organs copy = new Organs(organs.labels(), names);
		names.clear();
		assertEquals(NAMES, copy.names());
		assertThrows(UnsupportedOperationException.class, () -> copy.names().clear());
	}

	@Test
	public void stationsByCodeAndLabel() {
		assertEquals(20, Station.values().length);
		assertEquals(20, Arrays.stream(Station.values()).map(Station::code).distinct().count());
		for (final Station station : Station.values()) {
			assertEquals(Optional.of(station), Station.ofLabel(station.label()));
			assertEquals(Optional.of(station), Station.ofCode(station.code()));
			assertTrue(station.label() >= 1 && station.label() <= 20);
		}
		assertEquals(Optional.of(Station.S4R), Station.ofLabel(7));
		assertEquals(Optional.of(Station.S12_14L), Station.ofCode("12-14L"));
		assertEquals(Optional.empty(), Station.ofLabel(0));
		assertEquals(Optional.empty(), Station.ofLabel(21));
		assertEquals(Optional.empty(), Station.ofCode("4r"));
	}
}
