package org.lymphatlas.network.nnunet;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class CatalogueTest {

	private final Catalogue catalogue = Catalogue.read();

	@Test
	public void everyEntryIsWhole() {
		final Set<String> names = new HashSet<>();
		for (final Catalogue.Entry model : catalogue.models()) {
			assertTrue(model.name(), model.name().matches("[a-z0-9-]+") && names.add(model.name()));
			assertTrue(model.name(), catalogue.licences().get(model.licence()).contains("https://"));
			for (final Catalogue.File file : model.files()) {
				assertEquals(file.address(), "https", URI.create(file.address()).getScheme());
				assertTrue(file.address(), file.name().endsWith(".zip"));
				file.sha256().ifPresent(sha -> assertTrue(file.address(), sha.matches("[0-9a-f]{64}")));
			}
			if (!model.configuration().isEmpty()) Trainers.requireKnown(model.configuration().split("__")[0], model.name());
			assertTrue(catalogue.terms(model, "").contains("Licence: "));
		}
	}

	@Test
	public void nodeModelIsFetchedFoldByFold() {
		final Catalogue.Entry nodes = catalogue.find("lnq-mediastinal").orElseThrow();
		assertEquals(List.of("mediastinal-v1-1.0.0-meta.zip", "mediastinal-v1-1.0.0-fold0.zip"), nodes.filesFor("").stream()
			.map(Catalogue.File::name).toList());
		assertEquals(List.of("mediastinal-v1-1.0.0-meta.zip", "mediastinal-v1-1.0.0-fold2.zip",
			"mediastinal-v1-1.0.0-fold4.zip"), nodes.filesFor("4, fold_2,4").stream().map(Catalogue.File::name).toList());
		assertTrue(assertThrows(InputException.class, () -> nodes.filesFor("all")).getMessage().contains("no fold all"));
		assertTrue(catalogue.terms(nodes, "0").contains("816 MB") && catalogue.terms(nodes, "0").contains("NonCommercial"));
	}

	/** Tasks of TotalSegmentator that need a licence number (its commercial_models) are not offered. */
	@Test
	public void tasksThatNeedALicenceNumberAreNotOffered() {
		for (final int task : new int[] { 301, 304, 855, 481, 925, 485, 303, 856, 409, 857, 509, 507, 920, 710, 713, 716,
			514 })
			assertTrue("task " + task, catalogue.find("totalsegmentator-" + task).isEmpty());
		for (final int task : new int[] { 291, 292, 293, 294, 295, 297, 298, 343, 831, 836 })
			assertTrue("task " + task, catalogue.find("totalsegmentator-" + task).isPresent());
	}
}
