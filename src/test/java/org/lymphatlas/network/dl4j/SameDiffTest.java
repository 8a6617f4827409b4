package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Losses;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
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
		final int[] size = batch.sizeZyx();
		final Map<String, SameDiffOps.Node> weights = new LinkedHashMap<>();
		before.tensors().forEach((name, tensor) -> weights.put(name,
			new SameDiffOps.Node(graph.var(name, nd(tensor)), tensor.shape())));
		final SameDiffOps.Node input = constant(graph, "input",
			new Tensor(new int[] { 2, 3, size[0], size[1], size[2] }, batch.input()));
		final List<SameDiffOps.Node> heads = Unet.forward(ops, input, weights::get, PeerNetwork.SPEC);
		final List<int[]> sizes = heads.stream().map(h -> Arrays.copyOfRange(h.shape(), 2, 5)).toList();
		final SDVariable loss = Losses.deeplySupervised(ops, heads,
			constants(graph, "truth", Losses.atHeads(batch.target(), 2, size, sizes)),
			constants(graph, "weight", Losses.atHeads(batch.lossWeight(), 2, size, sizes)), LossSpec.paperA()).variable();
		loss.markAsLoss();
		final float[] logits = graph.outputSingle(Map.of(), heads.get(0).variable().name()).dup('c').data().asFloat();
		final Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), before.names().toArray(String[]::new));

		try (Trainer trainer = new Dl4jEngine().trainer(PeerNetwork.SPEC, LossSpec.paperA(), new OptimizerSpec(0, 0, 1e6),
			new TrainerState(before, before.zerosLike()), 2, size, Device.CPU)) {
			final float[] ours = trainer.logits(batch);
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

	private static List<SameDiffOps.Node> constants(final SameDiff graph, final String name, final List<Tensor> tensors) {
		final List<SameDiffOps.Node> nodes = new ArrayList<>();
		tensors.forEach(tensor -> nodes.add(constant(graph, name + nodes.size(), tensor)));
		return nodes;
	}

	private static SameDiffOps.Node constant(final SameDiff graph, final String name, final Tensor tensor) {
		return new SameDiffOps.Node(graph.constant(name, nd(tensor)), tensor.shape());
	}

	private static INDArray nd(final Tensor tensor) {
		return Nd4j.createFromArray(tensor.values()).reshape('c', tensor.shape());
	}
}
