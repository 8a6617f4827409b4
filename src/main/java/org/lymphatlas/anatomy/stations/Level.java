package org.lymphatlas.anatomy.stations;

import java.util.Locale;

/**
 * A height in the chest that parts stations.
 *
 * @param s mm above the carina
 * @param source the organ it was read from, or what stood in for it
 */
public record Level(double s, String source) {

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%.0f mm (%s)", s, source);
	}

	/** The heights that the IASLC map names (Rusch et al., J Thorac Oncol 4:568, 2009). */
	public enum Name {
		/** Upper end of station 1: the cricoid. */
		CRICOID,
		/** Upper edge of the manubrium. */
		MANUBRIUM,
		/** Apex of the higher lung. */
		APEX,
		/** Caudal edge of the left brachiocephalic vein where it crosses the trachea. */
		VEIN_CROSSING,
		/** Upper rim of the aortic arch. */
		ARCH_TOP,
		/** Lower rim of the aortic arch, where ascending and descending aorta part. */
		ARCH_UNDERSIDE,
		/** Upper rim of the left main pulmonary artery. */
		LEFT_PULMONARY_ARTERY,
		/** Lower rim of the azygos' arch. */
		AZYGOS,
		/** Upper border of the left lower lobe bronchus. */
		LEFT_LOWER_LOBE_BRONCHUS,
		/** Lower border of the bronchus intermedius. */
		BRONCHUS_INTERMEDIUS,
		/** Inferior pulmonary veins. */
		INFERIOR_VEIN,
		/** Where the lungs' medial pouches end on the diaphragm. */
		DIAPHRAGM,
		/** Where the oesophagus leaves the chest. */
		HIATUS
	}
}
