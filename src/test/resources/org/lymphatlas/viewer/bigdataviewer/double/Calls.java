package bdv.util;

import java.util.ArrayList;
import java.util.List;

public final class Calls {

	public static final List<Object[]> LOG = new ArrayList<>();

	public static void log(final Object... call) {
		LOG.add(call);
	}
}
