package org.lymphatlas.atlas;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

public class StationVoteTest {

	private static final Grid ROW = Grid.of(6, 1, 1, 2, 2, 2);

	/** Codes: 0 not seen, 1 no station, 8 station 7, ... */
	private static WarpedLabels codes(final int... codes) {
		final LabelVolume volume = new LabelVolume(ROW);
		for (int i = 0; i < codes.length; i++)
			volume.labels()[i] = (short) codes[i];
		return new WarpedLabels(volume);
	}

	@Test
	public void halfOfThoseWhoSeeMustSayStationAndMostOfThemWhich() {
		final LabelVolume vote = StationVote.of(ROW, List.of( //
			codes(8, 8, 8, 0, 9, 8), //
			codes(8, 9, 1, 0, 8, 0), //
			codes(9, 9, 1, 0, 1, 0), //
			codes(1, 9, 1, 1, 1, 0)));
		assertArrayEquals("7 of 3 to 1; 8; one of four; nobody; a tie; the only one who sees", new short[] { 7, 8, 0, 0, 7,
			7 }, vote.labels());
	}

	@Test
	public void labelsThatAreNoStationDoNotVote() {
		assertArrayEquals(new short[] { 0, 7, 0, 0, 0, 20 }, StationVote.of(ROW, List.of(codes(22, 8, 1, 0, 1001, 21)))
			.labels());
	}

	/** Against counting every voxel by itself; also in another order. */
	@Test
	public void bruteForceInAnyOrder() {
		final Grid grid = Grid.of(17, 13, 11, 2, 2, 2);
		final Random random = new Random(3);
		final List<WarpedLabels> cases = new ArrayList<>();
		for (int c = 0; c < 7; c++) {
			final LabelVolume labels = new LabelVolume(grid);
			for (int i = 0; i < labels.labels().length; i++)
				labels.labels()[i] = (short) Math.max(0, random.nextInt(8) - 2);
			cases.add(WarpedLabels.of(labels, grid, AffineTransform.translation(2 * c - 6, 0, 2)));
		}
		final LabelVolume vote = StationVote.of(grid, cases);
		for (int i = 0; i < vote.labels().length; i++)
			assertEquals("voxel " + i, expected(cases, i), vote.labelAt(i));
		Collections.reverse(cases);
		assertArrayEquals(vote.labels(), StationVote.of(grid, cases).labels());
	}

	private static int expected(final List<WarpedLabels> cases, final int voxel) {
		final long seen = cases.stream().filter(c -> c.sees(voxel)).count();
		int best = 0;
		long most = 0, any = 0;
		for (final Station station : Station.values()) {
			final long votes = cases.stream().filter(c -> c.labelAt(voxel) == station.label()).count();
			any += votes;
			if (votes > most) {
				most = votes;
				best = station.label();
			}
		}
		return 2 * any >= seen ? best : 0;
	}
}
