package org.lymphatlas.anatomy;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.lymphatlas.volume.Mask;

/**
 * Organs that two CTs can be compared by whatever segmented them: the bones of an intensity threshold stand for
 * TotalSegmentator's vertebrae, ribs and so on. Paper A, 3.1: bones, heart, oesophagus, trachea and aorta register the
 * atlas, since they are least likely to hold pathologies; lungs guide where nothing else is known.
 */
public enum OrganGroup {

	LUNG_LEFT("lung_left", "lung_upper_lobe_left", "lung_lower_lobe_left"),
	LUNG_RIGHT("lung_right", "lung_upper_lobe_right", "lung_middle_lobe_right", "lung_lower_lobe_right"),
	AIRWAYS("airways", "trachea"),
	BONES("bones", "sternum", "scapula_left", "scapula_right", "clavicula_left", "clavicula_right"),
	HEART("heart", "heart_myocardium", "heart_atrium_left", "heart_ventricle_left", "heart_atrium_right",
		"heart_ventricle_right"),
	AORTA("aorta"),
	ESOPHAGUS("esophagus");

	private final Set<String> members;

	OrganGroup(final String... members) {
		this.members = Set.of(members);
	}

	private boolean contains(final String organ) {
		return members.contains(organ) || this == BONES && (organ.startsWith("vertebrae_") || organ.startsWith("rib_"));
	}

	/** The group's voxels, or empty if this CT has none of its organs, or of the bones not both vertebrae and ribs. */
	public Optional<Mask> maskIn(final Organs organs) {
		final Set<String> found = organs.present().stream().filter(this::contains).collect(Collectors.toCollection(
			TreeSet::new));
		return found.isEmpty() || this == BONES && !isSkeleton(found) ? Optional.empty() : Optional.of(organs.union(found));
	}

	/** Single vertebrae are not to be brought onto a whole skeleton. */
	private static boolean isSkeleton(final Set<String> bones) {
		return bones.contains("bones") || bones.stream().anyMatch(name -> name.startsWith("vertebrae_")) && bones.stream()
			.anyMatch(name -> name.startsWith("rib_"));
	}
}
