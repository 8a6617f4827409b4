package org.lymphatlas.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.lymphatlas.volume.InputException;

/**
 * Paper B's training step (Wang et al., equation 10): both branches learn from the partial annotation, and from the pseudo
 * label that they make together. Beside input and annotation a batch holds what the trainer has drawn: the branches'
 * shares in the pseudo label, the factors of dropout, and the weight of the pseudo labels' loss; and, if the
 * loss asks for it, how far the annotation is trusted ({@link PriorBelief}).
 */
public final class DualBranchObjective implements Objective {

	/** The main branch's share in the pseudo label, theta, [n, 1]. */
	public static final String MAIN_SHARE = "mainShare";
	/** 1 - theta, [n, 1]. */
	public static final String AUXILIARY_SHARE = "auxiliaryShare";
	/** The weight of the pseudo labels' loss, [1]. */
	public static final String PSEUDO_WEIGHT = "pseudoWeight";
	/** 1 for a sample whose annotation is partial, 0 for one that is annotated in full, [n, 1]; where completeness counts. */
	public static final String PARTIAL = "partial";

	private final PartialLossSpec loss;
	private final VNetDropout dropout;

	/** @throws InputException if the network is not a dual-branch one, or has not two classes */
	public DualBranchObjective(final PartialLossSpec loss, final VNetDropout dropout) {
		final NetworkSpec network = dropout.network();
		if (!dropout.isDual() || network.outputChannels() != 2) {
			throw new InputException("Pseudo labels of two branches need a network of the kind "
				+ NetworkSpec.DUAL_BRANCH_VNET + " with two classes, not " + network.kind() + " with "
				+ network.outputChannels() + ".");
		}
		this.loss = loss;
		this.dropout = dropout;
	}

	/** What must be drawn for the network's dropout. */
	public VNetDropout dropout() {
		return dropout;
	}

	@Override
	public Map<String, int[]> inputs() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		final int samples = dropout.samples();
		final int[] patchZyx = dropout.patchZyx();
		shapes.put(Batch.INPUT, Batch.shape(samples, dropout.network().inputChannels(), patchZyx));
		shapes.put(Batch.TARGET, Batch.shape(samples, 1, patchZyx));
		if (loss.belief().usesTrust()) {
			shapes.put(Batch.LOSS_WEIGHT, Batch.shape(samples, 1, patchZyx));
		}
		if (loss.belief().completeness() < 1) {
			shapes.put(PARTIAL, new int[] { samples, 1 });
		}
		shapes.put(MAIN_SHARE, new int[] { samples, 1 });
		shapes.put(AUXILIARY_SHARE, new int[] { samples, 1 });
		shapes.put(PSEUDO_WEIGHT, new int[] { 1 });
		shapes.putAll(dropout.shapes());
		return shapes;
	}

	@Override
	public Map<String, int[]> parameters() {
		return Networks.parameterShapes(dropout.network());
	}

	@Override
	public <T> Outcome<T> apply(final TensorOps<T> ops, final Map<String, T> inputs, final Function<String, T> weights) {
		final var logits = VNet.branches(ops, inputs, weights, dropout);
		final T main = difference(ops, logits.get(0));
		final T auxiliary = difference(ops, logits.get(1));
		final T label = label(ops, main, auxiliary, inputs);
		final T supervised = ops.add(supervised(ops, main, inputs), supervised(ops, auxiliary, inputs));
		final T pseudo = ops.add(PartialAnnotationLosses.pseudo(ops, main, auxiliary, label, loss),
			PartialAnnotationLosses.pseudo(ops, auxiliary, main, label, loss));
		return new Outcome<>(ops.add(supervised, ops.multiply(inputs.get(PSEUDO_WEIGHT), pseudo)), logits.get(0));
	}

	private <T> T supervised(final TensorOps<T> ops, final T branch, final Map<String, T> inputs) {
		return PartialAnnotationLosses.supervised(ops, branch, inputs.get(Batch.TARGET), Optional.ofNullable(inputs.get(
			Batch.LOSS_WEIGHT)).filter(trust -> loss.belief().trustInAnnotation()), Optional.ofNullable(inputs.get(PARTIAL)),
			loss);
	}

	private <T> T label(final TensorOps<T> ops, final T main, final T auxiliary, final Map<String, T> inputs) {
		final T annotation = inputs.get(Batch.TARGET);
		if (loss.pseudoLoss() == PartialLossSpec.PseudoLoss.TRUNCATED) {
			return annotation;
		}
		final T theta = inputs.get(MAIN_SHARE);
		final T rest = inputs.get(AUXILIARY_SHARE);
		return loss.belief().trustInPseudoLabel()
			? PartialAnnotationLosses.pseudoLabel(ops, main, auxiliary, annotation, theta, rest, loss.temperature(), inputs.get(
				Batch.LOSS_WEIGHT))
			: PartialAnnotationLosses.pseudoLabel(ops, main, auxiliary, annotation, theta, rest, loss.temperature());
	}

	private static <T> T difference(final TensorOps<T> ops, final T logits) {
		return ops.subtract(ops.channel(logits, 1), ops.channel(logits, 0));
	}
}
