package org.lymphatlas.evaluation;

import java.util.stream.Stream;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;
import org.lymphatlas.volume.SameGrid;

/**
 * How many nodes were found, counted as in the BraTS 2023 lesion-wise metrics with a dilation of two: the reference is
 * dilated twice by the 18-neighbourhood (in voxels), and each 26-connected component of that is one node with its
 * surroundings; a node is found if any predicted voxel lies there. One predicted component may find several nodes.
 *
 * @param found nodes with a prediction in them or within the dilation
 * @param missed nodes without
 * @param falsePositives 26-connected components of the prediction (not dilated) that find no node
 */
public record LesionDetection(int found, int missed, int falsePositives) {

	private static final int DILATIONS = 2;

	/** found / (found + missed); not a number without nodes. */
	public double foundFraction() {
		return (double) found / (found + missed);
	}

	/** @throws InputException if the masks lie on different grids */
	public static LesionDetection detect(final Mask reference, final Mask prediction) {
		SameGrid.check("reference", reference.grid(), "prediction", prediction.grid());
		// No margin for the dilation: cutting it at the nodes' bounding box neither joins nor parts what it joins.
		final Box box = Stream.of(reference, prediction).flatMap(mask -> mask.bounds().stream()).reduce(Box::enclosing)
			.orElse(new Box(0, 0, 0, 1, 1, 1));
		final Components.Labelling nodes = Components.label(Morphology.dilate(Crop.crop(reference, box),
			Connectivity.EIGHTEEN, DILATIONS), Connectivity.TWENTY_SIX);
		final Components.Labelling predicted = Components.label(Crop.crop(prediction, box), Connectivity.TWENTY_SIX);
		final boolean[] nodeFound = new boolean[nodes.count() + 1];
		final boolean[] predictedMatches = new boolean[predicted.count() + 1];
		for (int i = 0; i < nodes.labels().length; i++) {
			final int node = nodes.labels()[i], component = predicted.labels()[i];
			if (node == 0 || component == 0) continue;
			nodeFound[node] = true;
			predictedMatches[component] = true;
		}
		final int found = count(nodeFound);
		return new LesionDetection(found, nodes.count() - found, predicted.count() - count(predictedMatches));
	}

	private static int count(final boolean[] flags) {
		int n = 0;
		for (final boolean flag : flags)
			if (flag) n++;
		return n;
	}
}
