package org.lymphatlas.network.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

public class DownloadTest {

	private static final byte[] CONTENT = new byte[300_000];
	static {
		new Random(1).nextBytes(CONTENT);
	}
	private static final String SHA = HexFormat.of().formatHex(LocalCheckpoint.newSha256().digest(CONTENT));

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private ModelServer server;
	private Path folder;

	@Before
	public void start() throws IOException {
		server = new ModelServer(CONTENT);
		folder = temporary.getRoot().toPath().resolve("downloads");
	}

	@After
	public void stop() {
		server.close();
	}

	private Catalogue.File published(final String path) {
		return new Catalogue.File(server.address(path), Optional.of(SHA), Optional.of((long) CONTENT.length), Optional.empty(),
			Optional.empty());
	}

	private Catalogue.File unpublished(final String path) {
		return new Catalogue.File(server.address(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
	}

	private void part(final byte[] bytes) throws IOException {
		Files.createDirectories(folder);
		Files.write(folder.resolve("m.zip.part"), bytes);
	}

	private void assertFetched(final Catalogue.File file) throws IOException {
		final Path fetched = Download.fetch(file, folder, new InlineTask("fetch"));
		assertEquals(folder.resolve("m.zip"), fetched);
		assertArrayEquals(CONTENT, Files.readAllBytes(fetched));
		assertFalse(Files.exists(folder.resolve("m.zip.part")));
	}

	private void refused(final Catalogue.File file, final String... reasons) {
		final InputException e = assertThrows(InputException.class, () -> Download.fetch(file, folder, new InlineTask(
			"fetch")));
		for (final String reason : reasons)
			assertTrue(e.getMessage(), e.getMessage().contains(reason));
		assertFalse(Files.exists(folder.resolve("m.zip")));
	}

	@Test
	public void fetchesWholeFiles() throws IOException {
		assertFetched(published("/ranges/m.zip"));
		assertEquals(List.of("/ranges/m.zip"), server.requests());
		assertFetched(published("/ranges/m.zip"));
		assertEquals("what is there is not fetched again", 1, server.requests().size());
	}

	@Test
	public void followsRedirects() throws IOException {
		part(Arrays.copyOf(CONTENT, 1000));
		assertFetched(unpublished("/moved/m.zip"));
		assertEquals(List.of("/moved/m.zip bytes=1000-", "/ranges/m.zip bytes=1000-"), server.requests());
	}

	@Test
	public void goesOnWhereItStopped() throws IOException {
		refused(published("/cut/m.zip"), "could not be fetched", "Run the same command again");
		final long size = Files.size(folder.resolve("m.zip.part"));
		assertTrue(size + " bytes", size > 0 && size <= CONTENT.length / 2);
		assertFetched(published("/ranges/m.zip"));
		assertEquals("/ranges/m.zip bytes=" + size + "-", server.requests().get(1));
	}

	@Test
	public void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
		part(new byte[1000]);
		assertFetched(published("/plain/m.zip"));
	}

	@Test
	public void answersOfAnotherRangeAreNotTaken() throws IOException {
		part(Arrays.copyOf(CONTENT, 1000));
		refused(unpublished("/wrong/m.zip"), "206");
		assertFetched(unpublished("/ranges/m.zip"));
	}

	@Test
	public void aWholePartOnlyNeedsItsName() throws IOException {
		part(CONTENT);
		assertFetched(published("/nowhere/m.zip"));
		Files.delete(folder.resolve("m.zip"));
		part(CONTENT);
		assertFetched(unpublished("/ranges/m.zip"));
		Files.delete(folder.resolve("m.zip"));
		part(Arrays.copyOf(CONTENT, CONTENT.length + 5));
		refused(unpublished("/ranges/m.zip"), "416");
		assertFetched(unpublished("/ranges/m.zip"));
	}

	@Test
	public void otherContentIsRemovedUnopened() throws IOException {
		final Catalogue.File other = new Catalogue.File(server.address("/ranges/m.zip"), Optional.of("0".repeat(64)), Optional
			.of((long) CONTENT.length), Optional.empty(), Optional.empty());
		refused(other, "is not the published file", SHA, "0000000");
		assertFalse(Files.exists(folder.resolve("m.zip.part")));
		Files.write(folder.resolve("m.zip"), CONTENT);
		refused(other, "is not the published file");
		final Catalogue.File longer = new Catalogue.File(server.address("/ranges/m.zip"), Optional.of(SHA), Optional.of(
			CONTENT.length - 1L), Optional.empty(), Optional.empty());
		refused(longer, "is not the published file");
	}

	@Test
	public void withoutNetworkItSaysWhereToPutTheFile() {
		refused(published("/nowhere/m.zip"), "404", server.address("/nowhere/m.zip"), "put it at " + folder.resolve("m.zip")
			.toAbsolutePath());
		final Catalogue.File file = published("/ranges/m.zip");
		server.close();
		refused(file, "could not be fetched", "put it at");
	}

	@Test
	public void cancelledFetchesEnd() {
		final InlineTask task = new InlineTask("fetch");
		task.cancel("enough");
		assertThrows(CancellationException.class, () -> Download.fetch(published("/ranges/m.zip"), folder, task));
		assertFalse(Files.exists(folder.resolve("m.zip")));
	}
}
