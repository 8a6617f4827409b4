package org.lymphatlas.phantom;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers of the phantom's organs: TotalSegmentator v2's class map where it has the organ, from 200 up where not. */
final class OrganTable {

	private static final SortedMap<Integer, String> NAMES = new TreeMap<>();

	/** Fluid in a pleural cavity. */
	static final int EFFUSION = 210;

	static {
		put(1, "spleen");
		put(5, "liver");
		put(6, "stomach");
		put(10, "lung_upper_lobe_left");
		put(11, "lung_lower_lobe_left");
		put(12, "lung_upper_lobe_right");
		put(13, "lung_middle_lobe_right");
		put(14, "lung_lower_lobe_right");
		put(15, "esophagus");
		put(16, "trachea");
		put(17, "thyroid_gland");
		for (int t = 1; t <= 12; t++)
			put(44 - t, "vertebrae_T" + t);
		put(31, "vertebrae_L1");
		put(44, "vertebrae_C7");
		put(51, "heart");
		put(52, "aorta");
		put(53, "pulmonary_vein");
		put(54, "brachiocephalic_trunk");
		put(55, "subclavian_artery_right");
		put(56, "subclavian_artery_left");
		put(57, "common_carotid_artery_right");
		put(58, "common_carotid_artery_left");
		put(59, "brachiocephalic_vein_left");
		put(60, "brachiocephalic_vein_right");
		put(61, "atrial_appendage_left");
		put(62, "superior_vena_cava");
		put(63, "inferior_vena_cava");
		put(71, "scapula_left");
		put(72, "scapula_right");
		put(73, "clavicula_left");
		put(74, "clavicula_right");
		put(79, "spinal_cord");
		for (int i = 1; i <= 12; i++) {
			put(91 + i, "rib_left_" + i);
			put(103 + i, "rib_right_" + i);
		}
		put(116, "sternum");
		put(117, "costal_cartilages");
		put(200, "subcutaneous_fat");
		put(201, "muscle");
		put(202, "mediastinum");
		put(203, "pulmonary_artery");
		put(204, "azygos_vein");
		put(205, "bronchi");
		put(206, "lung_vessels");
		put(207, "abdominal_fat");
		put(208, "diaphragm");
		put(209, "hemiazygos_vein");
		put(EFFUSION, "pleural_effusion");
		put(211, "lung_tumour");
	}

	private OrganTable() {}

	private static void put(final int label, final String name) {
		NAMES.put(label, name);
	}

	static SortedMap<Integer, String> names() {
		return Collections.unmodifiableSortedMap(NAMES);
	}

	/** @throws IllegalArgumentException for a name that is not in the table */
	static int label(final String name) {
		return NAMES.entrySet().stream().filter(e -> e.getValue().equals(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("No organ " + name)).getKey();
	}
}
