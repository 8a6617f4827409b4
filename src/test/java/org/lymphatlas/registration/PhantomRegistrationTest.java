package org.lymphatlas.registration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.junit.Test;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/** The way patients go: organs from intensities alone, on the patient and on the atlas; the truth is the phantom's. */
public class PhantomRegistrationTest {

	@Test
	public void carriesTheCarinaAndTheStations() {
		final Phantom patient = PhantomGenerator.generate(PhantomSpec.standard(31, 3), new InlineTask("patient"));
		final Phantom atlas = PhantomGenerator.generate(PhantomSpec.atlas(3), new InlineTask("atlas"));
		final Registration result = RegistrationPipeline.register(subject(patient), subject(atlas), new VariationalEngine(),
			RegistrationOptions.defaults(), new InlineTask("test"));
		assertEquals("carina error in mm", 0, PhantomTruth.carinaMm(result.transform(), patient, atlas), 4);
		assertEquals("mean error of the stations' centres in mm", 0, Arrays.stream(PhantomTruth.stationsMm(result
			.transform(), patient, atlas)).average().orElseThrow(), 5);
		assertEquals("median error of the nodes' centres in mm", 0, PhantomTruth.median(PhantomTruth.nodesMm(result
			.transform(), patient, atlas)), 5);
		assertEquals("folded %", 0, result.foldedPercent(), 0);
		assertEquals(result.warnings().toString(), Verdict.GOOD, result.verdict());
		for (int k = 1; k < result.stages().size(); k++)
			assertTrue(result.stages().get(k - 1) + " then " + result.stages().get(k), result.stages().get(k).kept() && result
				.stages().get(k).meanDice() > result.stages().get(k - 1).meanDice());
	}

	/** The same voxels under a header that swaps head and feet, and front and back. */
	@Test
	public void anUpsideDownPatientIsSaid() {
		final Phantom phantom = PhantomGenerator.generate(PhantomSpec.standard(31, 3), new InlineTask("patient"));
		final Grid g = phantom.ct().grid();
		final double[] d = g.direction(), last = g.toWorld(0, g.ny() - 1, g.nz() - 1);
		for (int i = 0; i < 9; i++)
			if (i % 3 > 0) d[i] = -d[i];
		final CtVolume turned = new CtVolume(new Grid(g.size(), g.spacing(), last, d), phantom.ct().hu());
		final Phantom atlas = PhantomGenerator.generate(PhantomSpec.atlas(3), new InlineTask("atlas"));
		final Registration result = RegistrationPipeline.register(new Subject(turned, IntensityAnatomy.segment(turned,
			new InlineTask("organs"))), subject(atlas), new VariationalEngine(), RegistrationOptions.defaults().withLast(
				Stage.AFFINE), new InlineTask("test"));
		assertEquals(result.warnings().toString(), Verdict.FAILED, result.verdict());
		assertTrue(result.reasons().toString(), result.reasons().toString().contains("head and feet"));
	}

	private static Subject subject(final Phantom phantom) {
		return new Subject(phantom.ct(), IntensityAnatomy.segment(phantom.ct(), new InlineTask("organs")));
	}
}
