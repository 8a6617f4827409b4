package org.lymphatlas.training;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

/**
 * A case ready for patches to be cut from: resampled to the network's spacing, cropped to the lungs' box, normalised.
 * Thread-safe.
 *
 * @param name as in the manifest
 * @param annotation how much of the truth {@code target} holds
 * @param grid of all channels and the target
 * @param channels the CT as its normalisation gives it, priors in [0, 1]
 * @param target 1 for a node's voxel, 0 elsewhere
 * @param foreground where the target is 1
 * @param ctPadding what the CT channel is beyond the grid
 */
public record TrainingCase(String name, Annotation annotation, Grid grid, Map<InputChannel, Voxels> channels,
	ByteBuffer target, Foreground foreground, float ctPadding)
{

	/** Interpolated priors may leave [0, 1] by so much. */
	private static final float ROUNDING = 1e-3f;

	public TrainingCase {
		channels = Map.copyOf(channels);
	}

	/**
	 * A case on Java's heap.
	 *
	 * @throws InputException naming the case, if a channel does not fit the grid, holds a value that is not finite, or a
	 *           prior leaves [0, 1]
	 */
	public static TrainingCase of(final String name, final Annotation annotation,
		final Map<InputChannel, float[]> channels, final float ctPadding, final Mask nodes)
	{
		final Grid grid = nodes.grid();
		if (!channels.containsKey(InputChannel.CT)) throw new InputException("Case '" + name + "' has no CT channel");
		final Map<InputChannel, Voxels> voxels = new EnumMap<>(InputChannel.class);
		channels.forEach((channel, values) -> {
			check(name, channel, values, grid);
			voxels.put(channel, Voxels.of(values));
		});
		return new TrainingCase(name, annotation, grid, voxels, ByteBuffer.wrap(nodes.values()), Foreground.of(nodes),
			ctPadding);
	}

	private static void check(final String name, final InputChannel channel, final float[] values, final Grid grid) {
		if (values.length != grid.voxels()) throw new InputException("Case '" + name + "': channel " + channel + " has " +
			values.length + " voxels, its nodes are on " + grid);
		for (int i = 0; i < values.length; i++) {
			final float v = values[i];
			if (!Float.isFinite(v) || channel != InputChannel.CT && (v < -ROUNDING || v > 1 + ROUNDING)) throw new InputException("Case '" +
				name + "': channel " + channel + " is " + v + " at voxel " + i % grid.nx() + ", " + i / grid.nx() % grid
					.ny() + ", " + i / grid.nx() / grid.ny() + (channel == InputChannel.CT ? "; it must be finite"
						: "; a prior lies in [0, 1]"));
		}
	}

	/** @throws InputException if the case lacks the channel */
	public Voxels channel(final InputChannel channel) {
		final Voxels values = channels.get(channel);
		if (values == null) throw new InputException("Case '" + name + "' has no " + channel +
			" channel, which the network reads: register the atlas to it first, or train with CT only");
		return values;
	}

	/** What a channel is beyond the grid: air for the CT, 0 for priors. */
	public float padding(final InputChannel channel) {
		return channel == InputChannel.CT ? ctPadding : 0;
	}
}
