package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.Grid;

/** Paints one slice of the chest: HU, organs, stations, and the share of each voxel that is node. */
final class SliceRenderer {

	/** A layer (or a node) with the voxel balls that hold its solids: x, y, z and radius in mm for each. */
	private record Placed(Layer layer, Node node, Shape[] solids, float[] balls) {}

	private static final double MAX_STRETCH = 1.25, MARGIN_MM = 6;

	private final Grid grid;
	private final Deformation deformation;
	private final Torso torso;
	private final Streaks streaks;
	private final double subStep;
	private final int subSlices;
	private final double widthMm;
	private final List<Placed> order = new ArrayList<>();

	SliceRenderer(final Grid grid, final double sliceThicknessMm, final Chest chest, final List<Node> nodes,
		final Deformation deformation)
	{
		this.grid = grid;
		this.deformation = deformation;
		torso = chest.torso();
		streaks = chest.streaks();
		final double inPlane = Math.max(grid.spacing(0), grid.spacing(1));
		subSlices = (int) Math.max(1, Math.ceil(sliceThicknessMm / Math.max(inPlane, 1.5) - 0.2));
		subStep = sliceThicknessMm / subSlices / grid.spacing(2);
		widthMm = Math.max(inPlane, Math.min(sliceThicknessMm / subSlices, 3));
		chest.under().forEach(layer -> order.add(place(layer, null, layer.solids())));
		nodes.forEach(node -> order.add(place(new Layer(OrganTable.label("mediastinum"), node.hu(), 0, false, List.of(node)),
			node, List.of(node))));
		chest.over().forEach(layer -> order.add(place(layer, null, layer.solids())));
	}

	private Placed place(final Layer layer, final Node node, final List<Shape> solids) {
		final float[] balls = new float[4 * solids.size()];
		for (int i = 0; i < solids.size(); i++) {
			final Shape shape = solids.get(i);
			final double[] c = deformation.toWorld(shape.centre());
			grid.toVoxel(c, c);
			for (int a = 0; a < 3; a++)
				balls[4 * i + a] = (float) c[a];
			balls[4 * i + 3] = (float) (MAX_STRETCH * (shape.radius() + Math.max(0, -layer.insetMm())) + MARGIN_MM + 0.5 *
				widthMm);
		}
		return new Placed(layer, node, solids.toArray(Shape[]::new), balls);
	}

	/** The buffers of one slice; reused between slices of one thread. */
	final class Slice {

		private final int nx = grid.nx(), ny = grid.ny();
		final float[] hu = new float[nx * ny];
		final short[] organ = new short[nx * ny];
		final byte[] station = new byte[nx * ny];
		final float[] nodeShare = new float[nx * ny];
		final short[] node = new short[nx * ny];
		private final float[] now = new float[nx * ny], nodeNow = new float[nx * ny], cover = new float[nx * ny],
				ripple = new float[nx * ny], l = new float[nx * ny], p = new float[nx * ny], s = new float[nx * ny];
		private final short[] organNow = new short[nx * ny];

		/** Renders slice z, averaging over its thickness; organs and stations are those of its middle. */
		void render(final int z) {
			Arrays.fill(hu, 0);
			Arrays.fill(nodeShare, 0);
			Arrays.fill(node, (short) 0);
			for (int k = 0; k < subSlices; k++) {
				final double at = z + (k - 0.5 * (subSlices - 1)) * subStep;
				map(at);
				background();
				Arrays.fill(nodeNow, 0);
				for (final Placed placed : order)
					paint(placed, at);
				for (int i = 0; i < hu.length; i++) {
					hu[i] += (now[i] + streaks.at(l[i], p[i], s[i])) / subSlices;
					nodeShare[i] += nodeNow[i] / subSlices;
				}
				if (k == subSlices / 2) middle();
			}
			for (int i = 0; i < hu.length; i++)
				if (nodeShare[i] < 0.5f) node[i] = 0;
				else if (station[i] == 0) station[i] = (byte) StationRules.labelAt(l[i], p[i], s[i]);
		}

		private void middle() {
			System.arraycopy(organNow, 0, organ, 0, organ.length);
			final int mediastinum = OrganTable.label("mediastinum");
			for (int i = 0; i < organ.length; i++)
				station[i] = organ[i] == mediastinum ? (byte) StationRules.labelAt(l[i], p[i], s[i]) : 0;
		}

		private void map(final double z) {
			final double[] zero = grid.toWorld(0, 0, 0), step = grid.toWorld(1, 0, 0);
			for (int a = 0; a < 3; a++)
				step[a] -= zero[a];
			for (int y = 0; y < ny; y++)
				deformation.toCanonical(grid.toWorld(0, y, z), step, nx, l, p, s, y * nx);
		}

		private void background() {
			final Torso.Sample sample = new Torso.Sample();
			for (int i = 0; i < now.length; i++) {
				ripple[i] = (float) (0.5 * Math.sin(0.31 * l[i] + 0.17 * p[i] - 0.11 * s[i]) + 0.5 * Math.sin(0.23 * p[i] - 0.19 *
					l[i] + 0.27 * s[i] + 1));
				torso.sample(l[i], p[i], s[i], widthMm, ripple[i], sample);
				now[i] = (float) sample.hu;
				organNow[i] = (short) sample.label;
			}
		}

		private void paint(final Placed placed, final double z) {
			int bx0 = nx, by0 = ny, bx1 = -1, by1 = -1;
			final Layer layer = placed.layer;
			final double width = placed.node == null ? widthMm : widthMm + placed.node.softMm();
			for (int k = 0; k < placed.solids.length; k++) {
				final double r = placed.balls[4 * k + 3], dz = (placed.balls[4 * k + 2] - z) * grid.spacing(2);
				if (Math.abs(dz) > r) continue;
				final double rr = Math.sqrt(r * r - dz * dz);
				final int x0 = (int) Math.max(0, Math.ceil(placed.balls[4 * k] - rr / grid.spacing(0))), x1 = (int) Math.min(nx -
					1, Math.floor(placed.balls[4 * k] + rr / grid.spacing(0))), y0 = (int) Math.max(0, Math.ceil(placed.balls[4 *
						k + 1] - rr / grid.spacing(1))), y1 = (int) Math.min(ny - 1, Math.floor(placed.balls[4 * k + 1] + rr / grid
							.spacing(1)));
				if (x0 > x1 || y0 > y1) continue;
				final Shape shape = placed.solids[k];
				final double gain = layer.thin() ? thinGain(shape, layer.insetMm()) : 1;
				for (int y = y0; y <= y1; y++)
					for (int x = x0, i = y * nx + x0; x <= x1; x++, i++) {
						final double d = shape.distance(l[i], p[i], s[i]) + layer.insetMm();
						if (d >= 0.5 * width) continue;
						final float c = (float) (gain * Math.min(1, 0.5 - d / width));
						if (c > cover[i]) cover[i] = c;
					}
				bx0 = Math.min(bx0, x0);
				bx1 = Math.max(bx1, x1);
				by0 = Math.min(by0, y0);
				by1 = Math.max(by1, y1);
			}
			for (int y = by0; y <= by1; y++)
				for (int x = bx0, i = y * nx + bx0; x <= bx1; x++, i++) {
					if (cover[i] == 0) continue;
					blend(placed, i, cover[i]);
					cover[i] = 0;
				}
		}

		private double thinGain(final Shape shape, final double insetMm) {
			final double r = shape instanceof RoundCone c ? Math.max(c.r0(), c.r1()) - insetMm : shape.radius();
			return Math.min(1, Math.pow(2 * Math.max(0, r) / widthMm, 1.3));
		}

		private void blend(final Placed placed, final int i, final float c) {
			final Layer layer = placed.layer;
			if (placed.node != null) {
				final Node n = placed.node;
				now[i] += c * (n.huAt(l[i], p[i], s[i], n.distance(l[i], p[i], s[i])) + 3 * ripple[i] - now[i]);
				if (c >= nodeNow[i]) node[i] = (short) n.id();
				nodeNow[i] += c * (1 - nodeNow[i]);
			}
			else {
				now[i] += c * (layer.hu() + 4 * ripple[i] - now[i]);
				nodeNow[i] *= 1 - c;
			}
			if (c >= 0.5f && layer.label() != Layer.KEEP) organNow[i] = (short) layer.label();
		}
	}
}
