package org.lymphatlas.anatomy.stations;

import java.util.Set;
import java.util.TreeSet;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

/** Tissues that the rules ask for, whatever names their parts have. */
enum Anatomical {

	RIGHT_LUNG {

		@Override
		Mask in(final Organs organs) {
			return group(organs, OrganGroup.LUNG_RIGHT);
		}
	},
	LEFT_LUNG {

		@Override
		Mask in(final Organs organs) {
			return group(organs, OrganGroup.LUNG_LEFT);
		}
	},
	LUNGS {

		@Override
		Mask in(final Organs organs) {
			return Masks.or(RIGHT_LUNG.in(organs), LEFT_LUNG.in(organs));
		}
	},
	AIRWAYS {

		@Override
		Mask in(final Organs organs) {
			return group(organs, OrganGroup.AIRWAYS);
		}
	},
	VERTEBRAE {

		@Override
		Mask in(final Organs organs) {
			return organs.union(named(organs, "vertebrae_"));
		}
	},
	/** What no lymph node can be. */
	SOLID {

		@Override
		Mask in(final Organs organs) {
			final Set<String> solid = new TreeSet<>(SOLID_ORGANS);
			solid.addAll(named(organs, "vertebrae_", "rib_", "heart", "autochthon_", "scapula_", "clavicula_",
				"subclavian_artery_", "common_carotid_artery_", "brachiocephalic_"));
			return organs.union(solid);
		}
	};

	private static final Set<String> SOLID_ORGANS = Set.of("trachea", "airways", "bronchi", "aorta", "esophagus",
		"pulmonary_artery", "pulmonary_vein", "superior_vena_cava", "inferior_vena_cava", "azygos_vein", "hemiazygos_vein",
		"atrial_appendage_left", "spinal_cord", "sternum", "costal_cartilages", "bones", "thyroid_gland", "liver", "spleen",
		"stomach", "diaphragm", "abdominal_fat");

	/** The tissue's voxels; none if it is not known. */
	abstract Mask in(Organs organs);

	private static Mask group(final Organs organs, final OrganGroup group) {
		return group.maskIn(organs).orElseGet(() -> new Mask(organs.grid()));
	}

	private static Set<String> named(final Organs organs, final String... prefixes) {
		final Set<String> names = new TreeSet<>();
		for (final String name : organs.names().values())
			for (final String prefix : prefixes)
				if (name.startsWith(prefix)) names.add(name);
		return names;
	}
}
