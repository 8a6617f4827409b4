package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same network and loss, through SameDiff's stock operations and derivatives, and through our kernels. */
public class SameDiffTest {

	@Test
	public void forwardAndEveryGradientAgree() {
		final Batch batch = PeerNetwork.batch();
		final Weights before = PeerNetwork.weights();
		final SameDiff graph = SameDiff.create();
		final SameDiffOps ops = new SameDiffOps(graph);
		final Map<String, SameDiffOps.Node> weights = new LinkedHashMap<>();
		before.tensors().forEach((name, tensor) -> weights.put(name,
			new SameDiffOps.Node(graph.var(name, nd(tensor)), tensor.shape())));
		final Map<String, SameDiffOps.Node> inputs = new LinkedHashMap<>();
		batch.tensors().forEach((name, tensor) -> inputs.put(name, new SameDiffOps.Node(graph.constant(name, nd(tensor)),
			tensor.shape())));
		final Objective objective = PeerNetwork.objective(LossSpec.paperA());
		final Objective.Outcome<SameDiffOps.Node> outcome = objective.apply(ops, inputs, weights::get);
		final SDVariable loss = outcome.loss().variable();
		loss.markAsLoss();
		final float[] logits = graph.outputSingle(Map.of(), outcome.logits().variable().name()).dup('c').data().asFloat();
		final Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), before.names().toArray(String[]::new));

		try (Trainer trainer = new Dl4jEngine().trainer(objective, new OptimizerSpec(0, 0, 1e6),
			new TrainerState(before, before.zerosLike()), Device.CPU)) {
			final float[] ours = trainer.evaluate(objective, batch).logits();
			for (int i = 0; i < logits.length; i++) {
				assertEquals("logit " + i, logits[i], ours[i], 2e-5);
			}
			trainer.step(batch, 1);
			final Weights after = trainer.state().weights();
			for (final String name : before.names()) {
				final float[] expected = gradients.get(name).dup('c').data().asFloat();
				final float[] b = before.get(name).values();
				final float[] a = after.get(name).values();
				assertEquals(name, expected.length, a.length);
				for (int i = 0; i < expected.length; i++) {
					assertEquals(name + ", value " + i, expected[i], b[i] - a[i], 5e-6 + 1e-3 * Math.abs(expected[i]));
				}
			}
			assertTrue(gradients.size() >= before.names().size());
		}
	}

	private static INDArray nd(final Tensor tensor) {
		return Nd4j.createFromArray(tensor.values()).reshape('c', tensor.shape());
	}
}
