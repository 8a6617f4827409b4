package org.lymphatlas.anatomy.stations;

import static org.lymphatlas.anatomy.stations.Level.Name.APEX;
import static org.lymphatlas.anatomy.stations.Level.Name.ARCH_TOP;
import static org.lymphatlas.anatomy.stations.Level.Name.ARCH_UNDERSIDE;
import static org.lymphatlas.anatomy.stations.Level.Name.AZYGOS;
import static org.lymphatlas.anatomy.stations.Level.Name.BRONCHUS_INTERMEDIUS;
import static org.lymphatlas.anatomy.stations.Level.Name.CRICOID;
import static org.lymphatlas.anatomy.stations.Level.Name.DIAPHRAGM;
import static org.lymphatlas.anatomy.stations.Level.Name.HIATUS;
import static org.lymphatlas.anatomy.stations.Level.Name.INFERIOR_VEIN;
import static org.lymphatlas.anatomy.stations.Level.Name.LEFT_LOWER_LOBE_BRONCHUS;
import static org.lymphatlas.anatomy.stations.Level.Name.LEFT_PULMONARY_ARTERY;
import static org.lymphatlas.anatomy.stations.Level.Name.MANUBRIUM;
import static org.lymphatlas.anatomy.stations.Level.Name.VEIN_CROSSING;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.lymphatlas.anatomy.Station;

/**
 * One line of the table that turns the IASLC map (Rusch et al., J Thorac Oncol 4:568, 2009; El-Sherief et al., RadioGraphics
 * 34:1680, 2014) into tests. The first line that holds gives the station.
 *
 * @param station what it tells
 * @param needs organs without which it cannot be asked
 * @param holds the test
 */
record Rule(Station station, Set<String> needs, Predicate<Place> holds) {

	/** How far nodes of the lobes lie beyond the gate of the hilum at least, and from its middle at most. */
	private static final double LOBAR_RIGHT_MM = 26, LOBAR_LEFT_MM = 28, LOBAR_REACH_MM = 62;
	/** Fat within this distance of the oesophagus belongs to it. */
	private static final double BESIDE_OESOPHAGUS_MM = 14;
	private static final double BESIDE_AORTA_MM = 15;
	/** Fat round the great vessels, but not along the ribs. */
	private static final double RETROSTERNAL_MM = 40;
	/** The hilum in front and behind, P; what lies further in front below the left hilum is fat of the heart. */
	private static final double HILUM_FRONT = -42, LOWER_HILUM_FRONT = -22, HILUM_BACK = 24;
	private static final double SUBCARINAL_FRONT = -17;
	private static final double LIGAMENT_REACH_MM = 36, LIGAMENT_FRONT_MM = 14, LIGAMENT_BACK_MM = 20;

	private static final Set<String> NONE = Set.of(), ARCH = Set.of("aorta"), GULLET = Set.of("esophagus");

	/** In the order in which they are asked. */
	static final List<Rule> TABLE = List.of(
		rule(Station.S1R, NONE, q -> inlet(q) && q.rightOfMidline()),
		rule(Station.S1L, NONE, Rule::inlet),
		rule(Station.S3P, NONE, q -> q.aboveCarina() && q.below(APEX) && q.behindTrachea() && q.besideMidline() < 25 && q
			.inMediastinum()),
		rule(Station.S12_14R, NONE, q -> q.beyondRightGate(LOBAR_RIGHT_MM) && lobar(q)),
		rule(Station.S12_14L, NONE, q -> q.beyondLeftGate(LOBAR_LEFT_MM) && lobar(q)),
		rule(Station.S10R, NONE, q -> q.below(AZYGOS, 10) && q.s() > -27 && q.beyondRightGate(0) && hilum(q)),
		rule(Station.S10L, NONE, q -> q.below(LEFT_PULMONARY_ARTERY) && q.above(LEFT_LOWER_LOBE_BRONCHUS) && q
			.beyondLeftGate(0) && hilum(q)),
		rule(Station.S11R, NONE, q -> q.s() <= -27 && q.s() > -60 && q.beyondRightGate(0) && lowerHilum(q)),
		rule(Station.S11L, NONE, q -> !q.above(LEFT_LOWER_LOBE_BRONCHUS) && q.s() > -60 && q.beyondLeftGate(0) &&
			lowerHilum(q)),
		rule(Station.S12_14R, NONE, q -> q.inRightLung() && lobar(q)),
		rule(Station.S12_14L, NONE, q -> q.inLung() && lobar(q)),
		rule(Station.S6, ARCH, q -> q.above(ARCH_UNDERSIDE, -10) && q.below(ARCH_TOP) && q.toAortaMm() <= BESIDE_AORTA_MM &&
			(q.inFrontOfAorta() || q.above(ARCH_UNDERSIDE) && q.inFrontOfArch() || q.lateralToArch()) && q.inMediastinum()),
		rule(Station.S3A, NONE, q -> q.aboveCarina() && q.below(MANUBRIUM) && q.besideMidline() < RETROSTERNAL_MM && q
			.inMediastinum() && (q.rightOfMidline() ? q
			.inFrontOfCava() : q.above(ARCH_TOP) ? q.inFrontOfCarotid() : q.inFrontOfAorta())),
		rule(Station.S2R, NONE, q -> q.above(VEIN_CROSSING) && q.below(MANUBRIUM) && q.rightOfTracheaLeftEdge() && q
			.besideMidline() < RETROSTERNAL_MM && q.inMediastinum()),
		rule(Station.S2L, ARCH, q -> q.above(ARCH_TOP) && q.below(MANUBRIUM) && q.besideMidline() < RETROSTERNAL_MM && q
			.inMediastinum()),
		rule(Station.S4R, NONE, q -> q.above(AZYGOS) && q.below(MANUBRIUM) && q.rightOfTracheaLeftEdge() && q
			.besideMidline() < RETROSTERNAL_MM && q.inMediastinum()),
		// In front of the carina, below the azygos' rim: ambiguous between 4R, 7 and 10R.
		rule(Station.S4R, NONE, q -> q.s() > -4 && q.below(AZYGOS, 2) && q.rightOfTracheaLeftEdge() && q.p() < -8 && !q.inFrontOfCava() && q
			.inMediastinum()),
		rule(Station.S4L, ARCH, q -> q.above(LEFT_PULMONARY_ARTERY) && q.below(ARCH_TOP) && !q.leftOfLigament() && !q
			.behindTrachea() && q.inMediastinum()),
		rule(Station.S5, ARCH, q -> q.above(LEFT_PULMONARY_ARTERY, -20) && q.below(ARCH_UNDERSIDE, 3) && q.leftOfLigament() &&
			!q.beyondLeftGate(LOBAR_LEFT_MM) && q.p() < (q.aboveCarina() ? 12 : -6) && q.inMediastinum()),
		rule(Station.S10R, NONE, q -> q.below(AZYGOS) && q.s() > -27 && q.rightOfRightBronchus() && !q
			.beyondRightGate(0) && hilum(q)),
		rule(Station.S10L, NONE, q -> q.below(LEFT_PULMONARY_ARTERY) && q.above(LEFT_LOWER_LOBE_BRONCHUS) && q
			.leftOfLeftBronchus() && !q.beyondLeftGate(0) && q.p() > LOWER_HILUM_FRONT && q.p() < 16),
		rule(Station.S7, GULLET, q -> !q.aboveCarina() && q.above(q.l() < 0 ? BRONCHUS_INTERMEDIUS
			: LEFT_LOWER_LOBE_BRONCHUS) && q.p() > SUBCARINAL_FRONT && !q.behindOesophagusFront() && q.inMediastinum()),
		rule(Station.S8, GULLET, q -> !q.aboveCarina() && q.above(HIATUS) && q.toOesophagusMm() <= BESIDE_OESOPHAGUS_MM && q
			.inMediastinum()),
		rule(Station.S9R, GULLET, q -> ligament(q) && q.rightOfOesophagus()),
		rule(Station.S9L, GULLET, Rule::ligament));

	private static Rule rule(final Station station, final Set<String> needs, final Predicate<Place> holds) {
		return new Rule(station, needs, holds);
	}

	private static boolean inlet(final Place q) {
		return q.above(MANUBRIUM) && q.below(CRICOID) && q.besideMidline() < 60 && !q.inLung() && !q.behindSpineFront();
	}

	private static boolean hilum(final Place q) {
		return q.p() > HILUM_FRONT && q.p() < HILUM_BACK && q.besideHilarVessels() && lobar(q);
	}

	private static boolean lowerHilum(final Place q) {
		return hilum(q) && q.p() > LOWER_HILUM_FRONT;
	}

	private static boolean lobar(final Place q) {
		return q.toHilumCentreMm() < LOBAR_REACH_MM;
	}

	/** Beside the pulmonary ligaments, which CT seldom shows: along the oesophagus, but not against it. */
	private static boolean ligament(final Place q) {
		return q.below(INFERIOR_VEIN, 5) && q.above(DIAPHRAGM) && q.toOesophagusMm() < LIGAMENT_REACH_MM && q
			.behindOesophagusFrontMm() > -LIGAMENT_FRONT_MM && q.behindOesophagusFrontMm() < LIGAMENT_BACK_MM && q.inMediastinum();
	}
}
