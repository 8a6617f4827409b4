package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class ViewerChoiceTest {

	private static VolumeViewer viewer(final String name, final String hindrance) {
		return new VolumeViewer() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public Optional<String> hindrance() {
				return Optional.ofNullable(hindrance);
			}

			@Override
			public void show(final CaseView view) {
				throw new AssertionError("choosing shows nothing");
			}

			@Override
			public void snapshot(final CaseView view, final Path png) {
				throw new AssertionError("choosing writes nothing");
			}
		};
	}

	private final VolumeViewer big = viewer("bigdataviewer", null), absent = viewer("bigdataviewer", "it is not there"),
			builtIn = viewer("imagej", null), blind = viewer("imagej", "there is no screen");

	@Test
	public void theBestThatWorksIsTaken() {
		assertSame(big, ViewerChoice.of(List.of(big, builtIn), "auto").viewer());
		assertEquals("shown with bigdataviewer", ViewerChoice.of(List.of(big, builtIn), "auto").reason());
		final ViewerChoice lesser = ViewerChoice.of(List.of(absent, builtIn), "auto");
		assertSame(builtIn, lesser.viewer());
		assertEquals("shown with imagej, since bigdataviewer cannot be used: it is not there", lesser.reason());
	}

	@Test
	public void aNameIsObeyedOrItsHindranceIsSaid() {
		assertSame(builtIn, ViewerChoice.of(List.of(big, builtIn), "imagej").viewer());
		assertSame(big, ViewerChoice.of(List.of(big, blind), "bigdataviewer").viewer());
		final ViewerChoice lesser = ViewerChoice.of(List.of(absent, builtIn), "bigdataviewer");
		assertSame(builtIn, lesser.viewer());
		assertTrue(lesser.reason(), lesser.reason().contains("bigdataviewer cannot be used: it is not there"));
	}

	@Test
	public void nothingThatWorksAndUnknownNamesAreRefused() {
		final InputException none = assertThrows(InputException.class, () -> ViewerChoice.of(List.of(absent, blind), "auto"));
		assertTrue(none.getMessage(), none.getMessage().contains("there is no screen") && none.getMessage().contains(
			"snapshot="));
		final InputException unknown = assertThrows(InputException.class, () -> ViewerChoice.of(List.of(builtIn), "vr"));
		assertEquals("There is no viewer 'vr'; there are: auto, imagej", unknown.getMessage());
	}
}
