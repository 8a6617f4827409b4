package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/**
 * A file that {@code torch.save} wrote (PyTorch 1.6 or later): a zip of a pickle and one entry a storage. The pickle is read
 * when the file is opened, a storage when one of its tensors is asked for. Not thread-safe.
 */
public final class TorchCheckpoint implements AutoCloseable {

	private static final int MAX_PICKLE_BYTES = 256 << 20;
	private static final String PICKLE = "data.pkl";
	/** How files of PyTorch 0.4 to 1.5 begin: protocol 2, then the number 0x1950a86a20f9469cfc6c. */
	private static final long LEGACY_MAGIC = 0x469cfc6c0a8a0280L;
	private static final int ZIP_MAGIC = 0x04034b50;

	private final String file;
	private final ZipArchive zip;
	private final String prefix;
	private final Pickled.Dictionary root;
	private final Set<String> intact = new HashSet<>();

	private TorchCheckpoint(final String file, final ZipArchive zip) throws IOException {
		this.file = file;
		this.zip = zip;
		this.prefix = prefix(zip);
		final ZipArchive.Entry order = zip.entry(prefix + "byteorder");
		if (order != null && !"little".equals(new String(zip.bytes(order, 64), StandardCharsets.US_ASCII).strip()))
			throw new InputException("it was saved on a big-endian machine; only little-endian files are read");
		if (!(PickleReader.read(zip.bytes(zip.entry(prefix + PICKLE), MAX_PICKLE_BYTES),
			new TorchObjects()) instanceof Pickled.Dictionary dictionary)) throw new InputException(
				"it holds no dict of weights but something else");
		this.root = dictionary;
	}

	/**
	 * @param shown what messages call it
	 * @throws InputException naming the file and why it cannot be used
	 */
	public static TorchCheckpoint open(final Path file, final String shown) {
		requireZip(file, shown);
		final ZipArchive zip = ZipArchive.open(file, shown);
		try {
			return new TorchCheckpoint(shown, zip);
		}
		catch (final IOException | RuntimeException e) {
			close(zip, e);
			throw e instanceof IOException || e instanceof InputException ? unusable(shown, e) : (RuntimeException) e;
		}
	}

	/** A text in nested dicts; empty where there is none. */
	public Optional<String> text(final String... path) {
		return find(path) instanceof String text ? Optional.of(text) : Optional.empty();
	}

	/** Whole numbers in a list or tuple in nested dicts; empty where there is none. */
	public Optional<List<Long>> integers(final String... path) {
		return find(path) instanceof Pickled.Sequence sequence && sequence.items().stream().allMatch(Long.class::isInstance)
			? Optional.of(sequence.items().stream().map(Long.class::cast).toList()) : Optional.empty();
	}

	/**
	 * The tensors of a state dict, in its order.
	 *
	 * @throws InputException if there is no such dict or it holds anything but tensors
	 */
	public Map<String, StoredTensor> tensors(final String... path) {
		if (!(find(path) instanceof Pickled.Dictionary dictionary)) throw new InputException(file + " holds no " + String
			.join(".", path) + ": it is no checkpoint of nnU-Net");
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		dictionary.entries().forEach((name, value) -> {
			if (!(name instanceof String text) || !(value instanceof StoredTensor tensor)) throw new InputException(file + ": " +
				name + " is no tensor");
			tensors.put(text, tensor);
		});
		return tensors;
	}

	/**
	 * Reads a tensor's numbers from its storage.
	 *
	 * @param name for messages
	 * @throws InputException if they do not lie in the file, are no floating-point numbers, or one is not finite
	 */
	public Tensor read(final String name, final StoredTensor tensor) {
		try {
			final StorageReader storage = StorageReader.of(zip, entry(tensor), tensor);
			if (!intact.contains(tensor.storage().key())) storage.verify();
			intact.add(tensor.storage().key());
			return storage.read();
		}
		catch (final IOException | InputException e) {
			throw new InputException(file + ": " + name + " cannot be read: " + e.getMessage(), e);
		}
	}

	private ZipArchive.Entry entry(final StoredTensor tensor) {
		final ZipArchive.Entry entry = zip.entry(prefix + "data/" + tensor.storage().key());
		if (entry == null) throw new InputException("its numbers (data/" + tensor.storage().key() + ") are not in the file");
		return entry;
	}

	private Object find(final String... path) {
		Object at = root;
		for (final String key : path)
			at = at instanceof Pickled.Dictionary dictionary ? dictionary.get(key) : null;
		return at;
	}

	private static String prefix(final ZipArchive zip) {
		final List<String> pickles = zip.entries().stream().map(ZipArchive.Entry::name).filter(n -> n.matches(
			"([^/]+/)?data\\.pkl")).toList();
		if (pickles.size() != 1) throw new InputException("it holds " + pickles.size() +
			" files data.pkl; a checkpoint of PyTorch 1.6 or later holds one");
		final String prefix = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
		if (zip.entry(prefix + "constants.pkl") != null) throw new InputException(
			"it is a TorchScript program, no checkpoint; give the nnU-Net model that it was made from");
		return prefix;
	}

	private static void requireZip(final Path file, final String shown) {
		final ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			channel.read(start);
		}
		catch (final IOException e) {
			throw unusable(shown, e);
		}
		if (start.getLong(0) == LEGACY_MAGIC) throw new InputException(shown +
			" was saved by a PyTorch before 1.6; load it with a newer PyTorch, save it again with torch.save, and import that");
		if (start.getInt(0) != ZIP_MAGIC) throw new InputException(shown + " is no checkpoint that PyTorch 1.6 or later saved");
	}

	private static InputException unusable(final String file, final Exception e) {
		final String reason = e instanceof InputException ? e.getMessage() : e.toString();
		return new InputException(reason.contains(file) ? reason : file + " cannot be used: " + reason, e);
	}

	private static void close(final ZipArchive zip, final Exception suppressor) {
		try {
			zip.close();
		}
		catch (final IOException e) {
			suppressor.addSuppressed(e);
		}
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}
}
