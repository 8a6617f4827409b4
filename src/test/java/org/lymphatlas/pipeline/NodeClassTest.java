package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.Test;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.network.nnunet.NnunetPlan.Output;
import org.lymphatlas.volume.InputException;

public class NodeClassTest {

	private static NnunetPlan plan(final boolean regions, final String... names) {
		final Output[] outputs = new Output[names.length];
		for (int i = 0; i < names.length; i++)
			outputs[i] = new Output(names[i], regions ? i + 1 : i);
		return new NnunetPlan(null, null, null, null, List.of(), null, null, List.of(outputs), regions, null, Optional
			.empty(), null);
	}

	private static OptionalInt of(final String... names) {
		return NodeClass.of(plan(false, names), Optional.empty());
	}

	@Test
	public void isKnownByItsName() {
		for (final String name : new String[] { "lymph_node", "LymphNodes", "Lymphknoten", "node", "nodes",
			"mediastinal_nodes", "LN", "ln", "lns_chest", "node-2", "enlarged node" })
			assertEquals(name, OptionalInt.of(2), of("background", "aorta", name));
		for (final String name : new String[] { "lung", "nodule", "kidney_left", "lung_nodules", "vein", "colon" })
			assertEquals(name, OptionalInt.empty(), of("background", "aorta", name));
	}

	@Test
	public void backgroundIsNoNodeButTheFirstRegionMayBe() {
		assertEquals(OptionalInt.empty(), of("node background", "aorta"));
		assertEquals(OptionalInt.of(0), NodeClass.of(plan(true, "node", "core"), Optional.empty()));
	}

	@Test
	public void twoNamesTellNothingUntilTheUserChooses() {
		final NnunetPlan plan = plan(false, "background", "node_left", "node_right");
		assertEquals(OptionalInt.empty(), NodeClass.of(plan, Optional.empty()));
		assertEquals(OptionalInt.of(2), NodeClass.of(plan, Optional.of("Node_Right")));
		final String message = assertThrows(InputException.class, () -> NodeClass.of(plan, Optional.of("aorta")))
			.getMessage();
		assertTrue(message, message.contains("'aorta'; it has node_left, node_right"));
		assertTrue(NodeClass.unknown(plan).getMessage().contains("nodeClass: node_left, node_right"));
	}
}
