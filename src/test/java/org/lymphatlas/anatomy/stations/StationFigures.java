package org.lymphatlas.anatomy.stations;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.imageio.ImageIO;

import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/** Draws every station that the rules find over the organs, in axial, coronal and sagittal planes, to be looked at. */
public final class StationFigures {

	private static final int SCALE = 4, COLUMNS = 4;
	private static final Map<String, Integer> ORGANS = new TreeMap<>(Map.ofEntries(Map.entry("lung_", 0x101820), Map.entry(
		"aorta", 0xb03030), Map.entry("trachea", 0xd0e8f0), Map.entry("esophagus", 0x8a6a40), Map.entry("heart", 0x703838),
		Map.entry("superior_vena_cava", 0x4060c0), Map.entry("brachiocephalic_vein", 0x4060c0), Map.entry("pulmonary_artery",
			0x5050a0), Map.entry("pulmonary_vein", 0xa05070), Map.entry("azygos_vein", 0x3050e0), Map.entry(
				"brachiocephalic_trunk", 0xb03030), Map.entry("common_carotid", 0xb03030), Map.entry("subclavian_artery", 0xb03030),
		Map.entry("inferior_vena_cava", 0x4060c0), Map.entry("vertebrae", 0xc8c8b0), Map.entry("rib_", 0xc8c8b0), Map.entry(
			"sternum", 0xc8c8b0), Map.entry("clavicula", 0xc8c8b0), Map.entry("liver", 0x604830), Map.entry("atrial", 0x703838)));

	private final Grid grid;
	private final LabelVolume stations;
	private final LabelVolume organs;
	private final int[] organColour = new int[1 << 16];

	private StationFigures(final Organs given, final StationRules rules, final ChestFrame frame) {
		grid = frame.grid();
		stations = rules.on(grid);
		organs = Resampling.nearest(given.labels(), grid, PointMapping.IDENTITY);
		given.names().forEach((label, name) -> ORGANS.forEach((prefix, colour) -> {
			if (name.startsWith(prefix)) organColour[label] = colour;
		}));
	}

	/** Arguments: a folder for the figures, then TotalSegmentator's folder or label map, or {@code phantom}. */
	public static void main(final String[] args) throws IOException {
		final Path out = Files.createDirectories(Path.of(args[0]));
		final Organs given = args[1].equals("phantom") ? PhantomGenerator.generate(PhantomSpec.atlas(2), new InlineTask(
			"phantom")).organs() : (Files.isDirectory(Path.of(args[1])) ? TotalSegmentatorOrgans.readFolder(Path.of(args[1]))
				: TotalSegmentatorOrgans.readLabels(Path.of(args[1]))).organs();
		final Landmarks landmarks = Carina.of(given);
		final StationRules rules = StationRules.of(given, landmarks);
		System.out.println(rules.reason() + " " + rules.notes());
		rules.levels().forEach((name, level) -> System.out.println("  " + name + " " + level));
		if (!rules.apply()) return;
		final ChestFrame frame = ChestFrame.of(given, landmarks.carina().orElseThrow());
		final StationFigures figures = new StationFigures(given, rules, frame);
		figures.sheet(2, List.of(92, 80, 70, 60, 50, 42, 36, 30, 24, 18, 14, 10, 6, 2, -2, -6), out.resolve("axial-upper.png"));
		figures.sheet(2, List.of(-10, -16, -22, -28, -34, -40, -46, -52, -58, -64, -72, -80, -90, -100, -110, -120), out
			.resolve("axial-lower.png"));
		figures.sheet(1, List.of(-60, -52, -44, -36, -28, -20, -14, -8, -2, 4, 10, 20), out.resolve("coronal.png"));
		figures.sheet(0, List.of(-60, -44, -32, -22, -12, -4, 4, 12, 20, 30, 42, 56), out.resolve("sagittal.png"));
		figures.volumes();
	}

	private void volumes() {
		final int[] count = new int[Station.values().length + 1];
		for (int i = 0; i < stations.labels().length; i++)
			count[stations.labelAt(i)]++;
		for (final Station station : Station.values())
			System.out.printf("  %-6s %6.1f ml%n", station.code(), count[station.label()] * grid.voxelVolumeMm3() / 1000);
	}

	/** Planes of one axis at coordinates in mm from the carina, four a row. */
	private void sheet(final int axis, final List<Integer> at, final Path file) throws IOException {
		final int across = axis == 0 ? 1 : 0, down = axis == 2 ? 1 : 2;
		final int w = grid.size(across) * SCALE, h = grid.size(down) * SCALE;
		final BufferedImage image = new BufferedImage(COLUMNS * w, (at.size() + COLUMNS - 1) / COLUMNS * h,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		for (int k = 0; k < at.size(); k++)
			plane(g, axis, across, down, at.get(k), k % COLUMNS * w, k / COLUMNS * h);
		g.dispose();
		ImageIO.write(image, "png", file.toFile());
		System.out.println("  wrote " + file);
	}

	private void plane(final Graphics2D g, final int axis, final int across, final int down, final int mm, final int x0,
		final int y0)
	{
		final double first = axis == 0 ? ChestFrame.MIN_L : axis == 1 ? ChestFrame.MIN_P : ChestFrame.MIN_S;
		final int[] voxel = new int[3];
		voxel[axis] = (int) Math.round((mm - first) / ChestFrame.MM);
		final double[][] sums = new double[Station.values().length + 1][3];
		for (int v = 0; v < grid.size(down); v++)
			for (int u = 0; u < grid.size(across); u++) {
				voxel[across] = u;
				voxel[down] = v;
				final int i = grid.index(voxel[0], voxel[1], voxel[2]);
				// Superior is up.
				final int row = down == 2 ? grid.size(down) - 1 - v : v;
				final int station = stations.labelAt(i);
				final int organ = organColour[organs.labelAt(i)];
				g.setColor(station > 0 && (organ == 0 || organ == 0x101820) ? colour(station) : new Color(organs.labelAt(i) == 0
					? 0x505050 : organ == 0 ? 0x787878 : organ));
				g.fillRect(x0 + u * SCALE, y0 + row * SCALE, SCALE, SCALE);
				sums[station][0] += u;
				sums[station][1] += row;
				sums[station][2]++;
			}
		g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
		for (final Station station : Station.values()) {
			final double[] s = sums[station.label()];
			if (s[2] < 4) continue;
			final int x = x0 + (int) (s[0] / s[2] * SCALE) - 8, y = y0 + (int) (s[1] / s[2] * SCALE) + 5;
			g.setColor(Color.BLACK);
			g.drawString(station.code(), x + 1, y + 1);
			g.setColor(Color.WHITE);
			g.drawString(station.code(), x, y);
		}
		g.setColor(Color.YELLOW);
		g.drawString("LPS".charAt(axis) + " " + mm, x0 + 6, y0 + 18);
		g.setColor(Color.DARK_GRAY);
		g.drawRect(x0, y0, grid.size(across) * SCALE, grid.size(down) * SCALE);
	}

	private static Color colour(final int station) {
		return Color.getHSBColor(station * 0.381966f % 1, 0.75f, 0.95f);
	}
}
