package org.lymphatlas.anatomy;

import java.util.List;

/**
 * Organs that another program made.
 *
 * @param organs what was read
 * @param notes what was decided on the way that the user may want to know: files left out, masks that overlap, ...
 */
public record ImportedOrgans(Organs organs, List<String> notes) {

	public ImportedOrgans {
		notes = List.copyOf(notes);
	}
}
