package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;

public class ReadoutTest {

	@Test
	public void everyValueIsSaidHoweverTheCaseIsStored() {
		for (int flips = 0; flips < 8; flips++) {
			final CaseView v = ExampleCase.on(ExampleCase.grid(1, 1, 1, flips, flips % 3));
			final LabelVolume stations = new LabelVolume(v.ct().grid());
			java.util.Arrays.fill(stations.labels(), (short) Station.S7.label());
			final FloatVolume network = new FloatVolume(v.ct().grid());
			java.util.Arrays.fill(network.values(), 0.0123f);
			final CaseView all = new CaseView("a", "", v.ct(), v.distance(), v.probability(), v.nodes(), stations, v.carina())
				.withPrediction(network).withReference(v.nodes());
			final String said = Readout.of(new CasePainter(all), new LpsPoint(10.2, 5.3, -15.4));
			assertTrue(said, said.startsWith("LPS 10.2, 5.3, -15.4 mm   40 HU   distance 0.25"));
			assertTrue(said, said.endsWith("atlas 0.5   network 0.012   station 7   node 2   in the reference"));
		}
	}

	@Test
	public void whatIsNotThereIsLeftOut() {
		final CaseView v = ExampleCase.on(ExampleCase.grid(1, 1, 1, 0, 0));
		final CasePainter bare = new CasePainter(new CaseView("a", "", v.ct(), null, null, null, Optional.empty()));
		assertEquals("LPS 30.0, -20.0, 25.0 mm   240 HU", Readout.of(bare, LpsPoint.of(ExampleCase.BALL)));
		assertEquals("LPS 0.0, 0.0, 99.0 mm   outside the CT", Readout.of(bare, new LpsPoint(0, 0, 99)));
	}
}
