package org.lymphatlas.viewer.sheet;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One case of a contact sheet.
 *
 * @param name of the case
 * @param verdict on its registration, or why there are no results
 * @param reasons for the verdict; may be empty
 * @param nodes how many were found; empty if none were looked for
 * @param warnings of its run
 * @param folder with its results, if there is one
 * @param pictures its small pictures in one file, if there are results to show
 */
public record SheetRow(String name, Verdict verdict, List<String> reasons, Optional<Integer> nodes, List<String> warnings,
	Optional<Path> folder, Optional<Path> pictures)
{

	/** Worst first. */
	public enum Verdict {
		NO_RESULT, FAILED, CHECK, GOOD, NOT_REGISTERED;

		/** As people read it. */
		public String title() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}
	}

	/** Which cases of one verdict come first. */
	public enum First {
		FEWEST, MOST
	}

	public SheetRow {
		reasons = List.copyOf(reasons);
		warnings = List.copyOf(warnings);
	}

	/** Worst verdict first, then by the number of nodes, then by name. Cases without a number come last. */
	public static Comparator<SheetRow> order(final First first) {
		final Comparator<SheetRow> byNodes = Comparator.comparingInt(row -> row.nodes.map(n -> first == First.MOST ? -n : n)
			.orElse(Integer.MAX_VALUE));
		return Comparator.comparing(SheetRow::verdict).thenComparing(byNodes).thenComparing(SheetRow::name);
	}

	/** Reasons and warnings, one after the other. */
	List<String> remarks() {
		return Stream.concat(reasons.stream(), warnings.stream()).toList();
	}
}
