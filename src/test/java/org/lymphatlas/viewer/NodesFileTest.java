package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.volume.InputException;

public class NodesFileTest {

	private static final String HEADER = "id,station,short_axis_mm,long_axis_mm,volume_mm3,ellipsoid_diameter_mm," +
		"mean_probability,centre_x_mm,centre_y_mm,centre_z_mm,station_note\n";

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	private Path file(final String text) throws IOException {
		return Files.writeString(folder.getRoot().toPath().resolve("nodes.csv"), text);
	}

	@Test
	public void rowsAreReadInTheirOrder() throws IOException {
		final List<NodeMeasure> nodes = NodesFile.read(file(HEADER +
			"7,4R/10R,10.50,14.20,1200.5,9.80,0.8123,-12.00,3.25,-150.00,rules\n2,7,5.00,6.00,80.0,,,1.00,2.00,3.00,\n"));
		assertEquals(2, nodes.size());
		assertEquals(new NodeMeasure(7, "4R/10R", 10.5, 14.2, 1200.5, 9.8, 0.8123, -12, 3.25, -150), nodes.get(0));
		assertTrue(Double.isNaN(nodes.get(1).ellipsoidDiameterMm()) && Double.isNaN(nodes.get(1).meanProbability()));
		assertTrue(NodesFile.read(file(HEADER)).isEmpty());
	}

	@Test
	public void whatIsNoTableOfNodesIsRefused() throws IOException {
		refuses(HEADER + "x,7,5,6,80,5,,1,2,3,\n", "x");
		refuses(HEADER + "0,7,5,6,80,5,,1,2,3,\n", "line 2: no node has the id 0");
		refuses(HEADER + "70000,7,5,6,80,5,,1,2,3,\n", "70000");
		refuses(HEADER + "1,7,wide,6,80,5,,1,2,3,\n", "wide");
		refuses("id,station\n1,7\n", "short_axis_mm");
	}

	private void refuses(final String text, final String cause) throws IOException {
		final Path csv = file(text);
		final InputException e = assertThrows(InputException.class, () -> NodesFile.read(csv));
		assertTrue(e.getMessage(), e.getMessage().contains(csv.toString()) && e.getMessage().contains(cause));
	}
}
