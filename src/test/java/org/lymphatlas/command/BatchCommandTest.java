package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.pipeline.PostProcessingChoice;
import org.lymphatlas.pipeline.Prediction;
import org.lymphatlas.pipeline.SegmentNodes;

public class BatchCommandTest {

	private static SegmentNodes.Options segmenting(final String options) {
		final BatchCommand batch = new BatchCommand();
		Options.of(BatchCommand.class).assign(batch, Map.of("manifest", "cases.csv", "output", "results", "options", options));
		return batch.segmenting();
	}

	@Test
	public void withoutOptionsCasesAreSegmentedAsByDefault() {
		final SegmentNodes.Options expected = SegmentNodes.Options.of(Path.of("cases.csv"), Path.of("results"));
		assertEquals(expected.network(), segmenting("").network());
		assertEquals(expected.postProcessing().postprocessing(), segmenting("").postProcessing().postprocessing());
		assertEquals(expected.registration(), segmenting("").registration());
		assertEquals(expected.atlas(), segmenting("").atlas());
	}

	@Test
	public void optionsAreThoseOfASingleCase() {
		final SegmentNodes.Options found = segmenting(
			"postprocessing=dbdmp borderVoxels=2 minHu=-40 model=[my models/one] mode=standard region=all");
		assertEquals(new PostProcessingChoice("dbdmp", 0, "", "2", "-40", "", ""), found.postProcessing());
		assertEquals(Optional.of(Path.of("my models/one")), found.network().model());
		assertEquals(Prediction.Mode.STANDARD, found.network().mode());
	}
}
