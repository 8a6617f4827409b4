package org.lymphatlas.anatomy.stations;

import java.util.Arrays;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

/** Edges of organs from slice to slice of a {@link ChestFrame}, carried on where an organ is not seen; L or P in mm. */
final class ChestLines {

	/** From here up the trachea is seen without the bronchi that leave it. */
	private static final double TRACHEA_S = 10;
	private static final double SMOOTHING_MM = 6;
	/** Half the width of a main bronchus. */
	private static final double BRONCHUS_MM = 6;
	/** Lungs of one adult at the carina, in deep inspiration, to scale how far the hila lie to the sides. */
	private static final double LUNGS_WIDTH_MM = 235, RIGHT_GATE_MM = 32, LEFT_GATE_MM = 42;

	private final double[] tracheaRight, tracheaLeft, tracheaBack;
	private final double[] cavaFront, carotidFront, aortaFront, aortaRight, aortaLeft, oesophagusFront, oesophagusMiddle;
	private final double[] rightBronchus, leftBronchus, spineFront, sternumBack;
	private final double scale;

	/** @param organs on the frame's grid */
	ChestLines(final Organs organs) {
		final Mask airways = Anatomical.AIRWAYS.in(organs);
		final SliceProfile trachea = new SliceProfile(airways);
		tracheaRight = upper(trachea.right(), -9);
		tracheaLeft = upper(trachea.left(), 9);
		tracheaBack = upper(trachea.back(), 6);
		final SliceProfile cava = new SliceProfile(Masks.or(organs.mask("superior_vena_cava"), organs.mask(
			"brachiocephalic_vein_right")));
		cavaFront = Curve.smooth(Curve.within(cava.front(), 0, 200), SMOOTHING_MM, -36);
		carotidFront = smooth(new SliceProfile(organs.mask("common_carotid_artery_left")).front(), -28);
		final SliceProfile aorta = new SliceProfile(organs.mask("aorta"));
		aortaFront = Curve.smooth(Curve.within(aorta.front(), 0, 200), 2, -52);
		aortaRight = Curve.smooth(Curve.within(aorta.right(), 0, 200), 2, -18);
		aortaLeft = Curve.smooth(Curve.within(aorta.left(), 0, 200), 2, 36);
		final SliceProfile oesophagus = new SliceProfile(organs.mask("esophagus"));
		oesophagusFront = smooth(oesophagus.front(), 3.5);
		oesophagusMiddle = mean(smooth(oesophagus.left(), 12), smooth(oesophagus.right(), 0));
		rightBronchus = Curve.smooth(innerEdge(airways, false), 4, -25);
		leftBronchus = Curve.smooth(innerEdge(airways, true), 4, 42);
		spineFront = smooth(new SliceProfile(Anatomical.VERTEBRAE.in(organs)).front(), 28);
		sternumBack = smooth(new SliceProfile(organs.mask("sternum")).back(), -200);
		final SliceProfile lungs = new SliceProfile(Anatomical.LUNGS.in(organs));
		final int z = ChestFrame.z(0);
		final double width = lungs.left()[z] - lungs.right()[z];
		scale = Double.isFinite(width) ? Math.max(0.85, Math.min(1.15, width / LUNGS_WIDTH_MM)) : 1;
	}

	private static double[] upper(final double[] edge, final double fallback) {
		return smooth(Curve.within(edge, TRACHEA_S, 200), fallback);
	}

	private static double[] smooth(final double[] edge, final double fallback) {
		return Curve.smooth(edge, SMOOTHING_MM, fallback);
	}

	private static double[] mean(final double[] a, final double[] b) {
		final double[] mean = new double[a.length];
		Arrays.setAll(mean, z -> 0.5 * (a[z] + b[z]));
		return mean;
	}

	/** The middle of a main bronchus, from the edge that looks to the other one. */
	private static double[] innerEdge(final Mask airways, final boolean left) {
		final Mask side = new Mask(airways.grid());
		final int nx = airways.grid().nx();
		for (int i = 0; i < side.values().length; i++)
			if (airways.get(i) && left == ChestFrame.l(i % nx) > 0) side.values()[i] = 1;
		final SliceProfile profile = new SliceProfile(side);
		final double[] edge = left ? profile.right() : profile.left();
		for (int z = 0; z < edge.length; z++)
			edge[z] += left ? BRONCHUS_MM : -BRONCHUS_MM;
		return Curve.within(edge, -60, -2);
	}

	double tracheaMiddle(final double s) {
		final int z = ChestFrame.z(s);
		return 0.5 * (tracheaRight[z] + tracheaLeft[z]);
	}

	double tracheaLeft(final double s) {
		return tracheaLeft[ChestFrame.z(s)];
	}

	double tracheaBack(final double s) {
		return tracheaBack[ChestFrame.z(s)];
	}

	/** Front of the superior vena cava and the right brachiocephalic vein. */
	double cavaFront(final double s) {
		return cavaFront[ChestFrame.z(s)];
	}

	/** Front of the left common carotid artery. */
	double carotidFront(final double s) {
		return carotidFront[ChestFrame.z(s)];
	}

	double aortaFront(final double s) {
		return aortaFront[ChestFrame.z(s)];
	}

	double aortaRight(final double s) {
		return aortaRight[ChestFrame.z(s)];
	}

	double aortaLeft(final double s) {
		return aortaLeft[ChestFrame.z(s)];
	}

	double oesophagusFront(final double s) {
		return oesophagusFront[ChestFrame.z(s)];
	}

	double oesophagusMiddle(final double s) {
		return oesophagusMiddle[ChestFrame.z(s)];
	}

	/** L of the right main bronchus, then of the bronchus intermedius. */
	double rightBronchus(final double s) {
		return rightBronchus[ChestFrame.z(s)];
	}

	/** L of the left main bronchus. */
	double leftBronchus(final double s) {
		return leftBronchus[ChestFrame.z(s)];
	}

	double spineFront(final double s) {
		return spineFront[ChestFrame.z(s)];
	}

	double sternumBack(final double s) {
		return sternumBack[ChestFrame.z(s)];
	}

	/** L where the right hilum leaves the mediastinum. */
	double rightGate() {
		return -scale * RIGHT_GATE_MM;
	}

	/** L where the left hilum leaves the mediastinum. */
	double leftGate() {
		return scale * LEFT_GATE_MM;
	}

	/** Width of this chest, 1 for that of an adult of 235 mm from lung to lung at the carina. */
	double scale() {
		return scale;
	}
}
