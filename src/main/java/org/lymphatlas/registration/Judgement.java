package org.lymphatlas.registration;

import java.util.List;

/**
 * How far to trust a registration.
 *
 * @param verdict the worst that one of the reasons asks for
 * @param reasons in words, with figures; none for a good registration
 */
record Judgement(Verdict verdict, List<String> reasons) {

	Judgement {
		reasons = List.copyOf(reasons);
	}
}
