package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.InputException;

/** Which output of an imported model is the lymph node. */
final class NodeClass {

	/** As published models call it: lymph_node, LymphNodes, node, nodes, mediastinal_nodes, LN, ln_2. */
	private static final Pattern NODE = Pattern.compile("(?i).*lymph.*|(.*[_ -])?nodes?([_ -].*)?|(.*[_ -])?lns?([_ -].*)?");

	private NodeClass() {}

	/**
	 * @param named as the user calls it, if at all
	 * @return empty if the user says nothing and no name, or more than one, tells
	 * @throws InputException if the model has no class of the name that the user gives
	 */
	static OptionalInt of(final NnunetPlan plan, final Optional<String> named) {
		final List<NnunetPlan.Output> outputs = plan.outputs();
		final int[] found = IntStream.range(plan.regions() ? 0 : 1, outputs.size()).filter(i -> named.map(outputs.get(i)
			.name()::equalsIgnoreCase).orElseGet(() -> NODE.matcher(outputs.get(i).name()).matches())).toArray();
		if (named.isPresent() && found.length == 0) throw new InputException("The model has no class '" + named.get() +
			"'; it has " + names(plan));
		return found.length == 1 ? OptionalInt.of(found[0]) : OptionalInt.empty();
	}

	/** @throws InputException listing the classes */
	static InputException unknown(final NnunetPlan plan) {
		return new InputException("It is not clear which of the model's classes is the lymph node; give one as nodeClass: " +
			names(plan));
	}

	private static String names(final NnunetPlan plan) {
		return plan.outputs().stream().skip(plan.regions() ? 0 : 1).map(NnunetPlan.Output::name).collect(Collectors.joining(
			", "));
	}
}
