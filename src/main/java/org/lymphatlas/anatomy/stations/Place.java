package org.lymphatlas.anatomy.stations;

import org.lymphatlas.anatomy.stations.Level.Name;

/**
 * A point of the chest as the rules see it. Words as in the IASLC map; mm.
 *
 * @param l to the patient's left of the carina
 * @param p behind it
 * @param s above it
 * @param voxel its index on the frame's grid
 */
record Place(Chest chest, double l, double p, double s, int voxel) {

	private static final double CENTRAL_MM = 35;

	boolean above(final Name level) {
		return s > chest.level(level);
	}

	boolean below(final Name level) {
		return s < chest.level(level);
	}

	boolean above(final Name level, final double offsetMm) {
		return s > chest.level(level) + offsetMm;
	}

	boolean below(final Name level, final double offsetMm) {
		return s < chest.level(level) + offsetMm;
	}

	boolean aboveCarina() {
		return s > 0;
	}

	/** Right of the trachea's middle. */
	boolean rightOfMidline() {
		return l < chest.lines.tracheaMiddle(s);
	}

	/** Right of the trachea's left edge, which parts right from left in stations 2 and 4. */
	boolean rightOfTracheaLeftEdge() {
		return l <= chest.lines.tracheaLeft(s);
	}

	boolean behindTrachea() {
		return p > chest.lines.tracheaBack(s);
	}

	/** Distance to the side of the trachea's middle. */
	double besideMidline() {
		return Math.abs(l - chest.lines.tracheaMiddle(s));
	}

	/** Left of the ligamentum arteriosum, which CT does not show: taken to lie 16 mm left of the trachea. */
	boolean leftOfLigament() {
		return l > chest.lines.tracheaLeft(s) + 16;
	}

	boolean inFrontOfCava() {
		return p < chest.lines.cavaFront(s);
	}

	boolean inFrontOfCarotid() {
		return p < chest.lines.carotidFront(s);
	}

	boolean inFrontOfAorta() {
		return p < chest.lines.aortaFront(s) + 4 && l > chest.lines.aortaRight(s);
	}

	/** Does the aorta lie straight behind, within 20 mm? */
	boolean inFrontOfArch() {
		return l > chest.lines.aortaRight(s) && chest.isAortaBehind(voxel, 20);
	}

	boolean lateralToArch() {
		return l > chest.lines.aortaLeft(s) - 2 && p < 0;
	}

	double toAortaMm() {
		return chest.toAortaMm(voxel);
	}

	double toOesophagusMm() {
		return chest.toOesophagusMm(voxel);
	}

	boolean behindOesophagusFront() {
		return behindOesophagusFrontMm() > 0;
	}

	double behindOesophagusFrontMm() {
		return p - chest.lines.oesophagusFront(s);
	}

	boolean behindSpineFront() {
		return p > chest.lines.spineFront(s) + 6;
	}

	boolean rightOfOesophagus() {
		return l < chest.lines.oesophagusMiddle(s);
	}

	/** Right of the right main bronchus, or of the bronchus intermedius further down. */
	boolean rightOfRightBronchus() {
		return l < chest.lines.rightBronchus(s);
	}

	boolean leftOfLeftBronchus() {
		return l > chest.lines.leftBronchus(s);
	}

	/** Out to the right of where the right hilum leaves the mediastinum, by at least so much. */
	boolean beyondRightGate(final double mm) {
		return l < chest.lines.rightGate() - mm * chest.lines.scale();
	}

	boolean beyondLeftGate(final double mm) {
		return l > chest.lines.leftGate() + mm * chest.lines.scale();
	}

	boolean inLung() {
		return chest.lungs.get(voxel);
	}

	boolean inRightLung() {
		return chest.rightLung.get(voxel);
	}

	/** Within 12 mm of the vessels and airways that run into the lung, or not in lung at all. */
	boolean besideHilarVessels() {
		return chest.toHilumMm(voxel) <= 12;
	}

	/** Distance to the middle of the nearer hilum. */
	double toHilumCentreMm() {
		final double gate = l < 0 ? chest.lines.rightGate() : chest.lines.leftGate();
		return Math.sqrt((l - gate) * (l - gate) + p * p + (s + 25) * (s + 25));
	}

	/** In the hull of the lungs or near the midline, behind the sternum: not in the chest's wall. */
	boolean inChest() {
		return (chest.hull.get(voxel) || besideMidline() < CENTRAL_MM) && p > chest.lines.sternumBack(s);
	}

	/** Between the lungs or near the midline, in front of the spine. */
	boolean inMediastinum() {
		return !inLung() && !behindSpineFront() && (besideMidline() < CENTRAL_MM || chest.isBetweenLungs(
			voxel));
	}
}
