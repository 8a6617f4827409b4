package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * Fetches a file of the catalogue over HTTP. What has come is kept in a file {@code .part} beside it, so that a run that was
 * cut off goes on where it stopped. The file gets its name only when its size and SHA-256, if published, are right.
 */
public final class Download {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final Duration STALLED = Duration.ofSeconds(60);
	private static final long POLL_MS = 200;
	private static final long MAX_BYTES = 16L << 30;
	private static final int OK = 200, PARTIAL = 206, RANGE_NOT_SATISFIABLE = 416;

	private final Catalogue.File file;
	private final Path target;
	private final Path part;

	private Download(final Catalogue.File file, final Path folder) {
		this.file = file;
		this.target = folder.resolve(file.name());
		this.part = folder.resolve(file.name() + ".part");
	}

	/**
	 * @param folder that receives the file; one that is there already and is right is taken as it is
	 * @return the file
	 * @throws InputException if it cannot be fetched, and then where to get it and where to put it; or if it is not the
	 *           published one
	 */
	public static Path fetch(final Catalogue.File file, final Path folder, final Task task) {
		try {
			Files.createDirectories(folder);
			return new Download(file, folder).run(task);
		}
		catch (final IOException e) {
			throw new InputException(folder + " cannot be written to: " + e, e);
		}
	}

	private Path run(final Task task) throws IOException {
		if (Files.exists(target)) {
			verify(target, task);
			return target;
		}
		task.setStatusMessage("Fetching " + file.address());
		if (file.bytes().map(n -> size() < n).orElse(true)) transfer(task);
		verify(part, task);
		Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
		return target;
	}

	private void transfer(final Task task) throws IOException {
		final long from = size();
		final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(file.address())).timeout(STALLED);
		if (from > 0) request.header("Range", "bytes=" + from + "-");
		final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(
			HttpClient.Redirect.NORMAL).build();
		final CompletableFuture<HttpResponse<Path>> future = client.sendAsync(request.build(), toPart(from));
		try {
			final HttpResponse<Path> response = await(future, task);
			if (response.body() != null || isWhole(response, from)) return;
			if (response.statusCode() == RANGE_NOT_SATISFIABLE || response.statusCode() == PARTIAL) Files.deleteIfExists(part);
			throw unreachable("the server answers " + response.statusCode());
		}
		catch (final ExecutionException e) {
			throw unreachable(e.getCause().getClass().getSimpleName() + (e.getCause().getMessage() == null ? "" : ": " + e
				.getCause().getMessage()));
		}
		finally {
			future.cancel(true);
		}
	}

	/** Asked for what follows a whole file, a server tells the file's size. */
	private static boolean isWhole(final HttpResponse<Path> response, final long from) {
		return response.statusCode() == RANGE_NOT_SATISFIABLE && response.headers().firstValue("Content-Range").filter(
			range -> range.equals("bytes */" + from)).isPresent();
	}

	/** Only a body that belongs where the part ends is written; others give no path. */
	private BodyHandler<Path> toPart(final long from) {
		return response -> switch (response.statusCode()) {
			case OK -> BodySubscribers.ofFile(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING);
			case PARTIAL -> response.headers().firstValue("Content-Range").filter(range -> range.startsWith("bytes " + from +
				"-")).isPresent() ? BodySubscribers.ofFile(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND) : nothing();
			default -> nothing();
		};
	}

	private static BodySubscriber<Path> nothing() {
		return BodySubscribers.replacing(null);
	}

	/** Waits for the answer, looking for a cancelled task, a stalled line, and more bytes than there should be. */
	private HttpResponse<Path> await(final CompletableFuture<HttpResponse<Path>> future, final Task task)
		throws ExecutionException
	{
		final long limit = file.bytes().orElse(MAX_BYTES);
		long before = size(), grew = System.nanoTime();
		file.bytes().or(file::aboutBytes).ifPresent(task::setProgressMaximum);
		while (true) {
			Cancellation.check(task);
			try {
				return future.get(POLL_MS, TimeUnit.MILLISECONDS);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw unreachable("interrupted");
			}
			catch (final TimeoutException stillComing) {
				final long now = size();
				task.setProgressValue(now);
				if (now > limit) throw unreachable("more than " + limit + " bytes come");
				if (now != before) grew = System.nanoTime();
				if (System.nanoTime() - grew > STALLED.toNanos()) throw unreachable("nothing has come for " + STALLED.toSeconds() +
					" s");
				before = now;
			}
		}
	}

	private void verify(final Path fetched, final Task task) throws IOException {
		final long size = Files.exists(fetched) ? Files.size(fetched) : 0;
		if (file.bytes().isPresent() && size < file.bytes().get()) throw unreachable("it ended after " + size + " of " + file
			.bytes().get() + " bytes");
		final String sha256 = sha256(fetched, task);
		if (file.bytes().map(n -> n != size).orElse(size == 0) || file.sha256().map(s -> !s.equals(sha256)).orElse(false)) {
			Files.delete(fetched);
			throw new InputException(fetched + " is not the published file: it has " + size + " bytes and the SHA-256 " + sha256 +
				", and not " + file.bytes().map(n -> n + " bytes and ").orElse("") + file.sha256().orElse("any content") +
				". It was removed unopened. Run again, or ask the model's makers whether it was changed");
		}
	}

	private static String sha256(final Path fetched, final Task task) throws IOException {
		final MessageDigest digest = LocalCheckpoint.newSha256();
		final byte[] buffer = new byte[1 << 20];
		try (InputStream in = new DigestInputStream(Files.newInputStream(fetched), digest)) {
			while (in.read(buffer) >= 0)
				Cancellation.check(task);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private long size() {
		try {
			return Files.exists(part) ? Files.size(part) : 0;
		}
		catch (final IOException e) {
			return 0;
		}
	}

	private InputException unreachable(final String reason) {
		return new InputException(file.address() + " could not be fetched (" + reason + "; " + size() +
			" bytes are there). Run the same command again to go on. Where there is no network, get the file on another " +
			"machine and put it at " + target.toAbsolutePath());
	}
}
