package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.correction.Edit;
import org.lymphatlas.correction.EditLog;
import org.lymphatlas.correction.EditSession;
import org.lymphatlas.correction.NodeMap;
import org.lymphatlas.correction.Scene;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.correction.Correction;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.AtomicFiles;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * A case's nodes under correction: read from {@code nodes.nii.gz}, kept in {@code nodes-corrected.nii.gz},
 * {@code nodes-corrected.csv} and {@code edits.json} beside it. An earlier correction is done again from its record, so
 * that it can still be undone.
 */
public final class CaseCorrection implements Correction {

	static final String NODES = "nodes.nii.gz", CORRECTED = "nodes-corrected.nii.gz", TABLE = "nodes-corrected.csv",
			EDITS = "edits.json";

	private final Path folder;
	private final String sourceChecksum;
	private final EditSession session;
	private final NodeRows rows;
	private List<Edit> saved;

	private CaseCorrection(final Path folder, final EditSession session, final NodeRows rows) {
		this.folder = folder;
		this.session = session;
		this.rows = rows;
		sourceChecksum = session.nodes().checksum();
		saved = resume();
	}

	/**
	 * Opens a case, with what was corrected before.
	 *
	 * @param folder of the case
	 * @param view the case; its nodes are not changed
	 * @param reader who corrects from now on; may be empty
	 * @throws InputException if volumes lie on different grids, or an earlier record does not fit these nodes
	 */
	public static CaseCorrection open(final Path folder, final CaseView view, final String reader) {
		final StoredCase stored = new StoredCase(folder);
		final Optional<Organs> organs = stored.organs();
		final LabelVolume labels = view.nodes() == null ? new LabelVolume(view.ct().grid()) : new LabelVolume(view.nodes()
			.grid(), view.nodes().labels().clone());
		final Optional<FloatVolume> probability = Optional.ofNullable(view.prediction());
		final EditSession session = new EditSession(Scene.of(view.ct(), probability, organs), labels);
		session.setReader(reader);
		return new CaseCorrection(folder, session, NodeRows.of(session.nodes(), probability, Optional.ofNullable(view
			.stations()), RuleStations.read(folder.resolve("priors"))));
	}

	private List<Edit> resume() {
		final Path file = folder.resolve(EDITS);
		if (!Files.isRegularFile(file)) return List.of();
		final EditLog log;
		try {
			log = EditLog.parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
		}
		catch (final IOException e) {
			throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
		}
		if (!log.sourceChecksum().equals(sourceChecksum)) throw new InputException(file + ": corrects other nodes than " + NODES +
			" now holds; were they segmented anew? Move " + EDITS + ", " + CORRECTED + " and " + TABLE +
			" elsewhere to start again");
		session.replay(log.edits());
		if (!log.resultChecksum().equals(session.nodes().checksum())) throw new InputException(file +
			": its edits no longer lead to the nodes that were saved; CT, probability or organs are others than then");
		return log.edits();
	}

	@Override
	public EditSession session() {
		return session;
	}

	@Override
	public List<NodeMeasure> measures() {
		return rows.now().stream().map(NodeRow::measure).toList();
	}

	@Override
	public boolean isUnsaved() {
		return !session.edits().equals(saved);
	}

	@Override
	public Path save() {
		final List<Edit> edits = session.edits();
		final NodeMap nodes = session.nodes();
		VolumeFiles.write(nodes.labels(), folder.resolve(CORRECTED));
		NodesCsv.write(rows.now(), folder.resolve(TABLE));
		AtomicFiles.writeString(folder.resolve(EDITS), new EditLog(NODES, sourceChecksum, nodes.checksum(), edits).toJson());
		saved = edits;
		return folder.resolve(CORRECTED);
	}

	/** How often each operation was done, for records. */
	Map<String, Long> summary() {
		final Map<String, Long> counts = new TreeMap<>();
		session.edits().forEach(e -> counts.merge(EditLog.name(e.operation()), 1L, Long::sum));
		return counts;
	}
}
