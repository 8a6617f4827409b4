package org.lymphatlas.network;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.lymphatlas.volume.InputException;

/**
 * What stands in model.json: everything but the weights that prediction needs.
 *
 * @param formatVersion of the file, {@link #FORMAT_VERSION}
 * @param network the plan
 * @param channels what the network reads, in its order
 * @param ctNormalization of the CT channel
 * @param spacingMm voxel spacing that the network was trained at, x, y, z
 * @param patchZyx patch that it was trained with
 * @param mirrorAxes letters of the axes it was trained to be mirrored along, some of {@code xyz}
 * @param threshold probability from which a voxel is a node's, before the atlas weighs in
 * @param training how it was made: free text, numbers, lists, maps
 * @param members networks of this description, 1 or more, whose probabilities may be averaged
 * @param crop what told which part of the CTs it saw in training
 */
public record ModelDescription(int formatVersion, NetworkSpec network, List<InputChannel> channels,
	CtNormalization ctNormalization, double[] spacingMm, int[] patchZyx, String mirrorAxes, double threshold,
	Map<String, Object> training, int members, CropSource crop)
{

	/** The version written and read. */
	public static final int FORMAT_VERSION = 1;

	private static final int MAX_PATCH = 1024;
	private static final int MAX_MEMBERS = 1000;

	/** A description that says nothing of members is that of one network; nothing of the crop, of one by organs. */
	public ModelDescription {
		if (members == 0) members = 1;
		if (crop == null) crop = CropSource.ORGANS;
	}

	/** Of one network, which saw the box of the lungs' masks. */
	public ModelDescription(final int formatVersion, final NetworkSpec network, final List<InputChannel> channels,
		final CtNormalization ctNormalization, final double[] spacingMm, final int[] patchZyx, final String mirrorAxes,
		final double threshold, final Map<String, Object> training)
	{
		this(formatVersion, network, channels, ctNormalization, spacingMm, patchZyx, mirrorAxes, threshold, training, 1,
			CropSource.ORGANS);
	}

	/** The same of so many networks. */
	public ModelDescription withMembers(final int number) {
		return new ModelDescription(formatVersion, network, channels, ctNormalization, spacingMm, patchZyx, mirrorAxes,
			threshold, training, number, crop);
	}

	/** The same of a network that saw another part of its CTs. */
	public ModelDescription withCrop(final CropSource other) {
		return new ModelDescription(formatVersion, network, channels, ctNormalization, spacingMm, patchZyx, mirrorAxes,
			threshold, training, members, other);
	}

	/**
	 * @return this
	 * @throws InputException naming the field that is missing or out of range
	 */
	public ModelDescription validate() {
		require(formatVersion == FORMAT_VERSION, "formatVersion is " + formatVersion + "; this version of LymphAtlas reads " +
			FORMAT_VERSION);
		require(network != null && channels != null && ctNormalization != null && spacingMm != null && patchZyx != null &&
			mirrorAxes != null && training != null,
			"network, channels, ctNormalization, spacingMm, patchZyx, mirrorAxes and training must be given");
		network.validate();
		require(channels.stream().noneMatch(Objects::isNull) && !channels.isEmpty() && EnumSet.copyOf(channels).size() == channels.size(),
			"channels must be different ones of ct, distance, probability");
		require(channels.size() == network.inputChannels(), "it names " + channels.size() + " channels, its network has " +
			network.inputChannels());
		require(spacingMm.length == 3 && patchZyx.length == 3, "spacingMm and patchZyx must hold three numbers");
		for (int a = 0; a < 3; a++) {
			require(spacingMm[a] > 0.05 && spacingMm[a] < 50, "spacingMm must lie between 0.05 and 50");
			require(patchZyx[a] >= 1 && patchZyx[a] <= MAX_PATCH, "patchZyx must lie between 1 and " + MAX_PATCH);
		}
		network.requirePatch(patchZyx);
		require(mirrorAxes.matches("x?y?z?"), "mirrorAxes must be some of the letters xyz, in this order");
		require(members >= 1 && members <= MAX_MEMBERS, "members must lie between 1 and " + MAX_MEMBERS);
		require(threshold > 0 && threshold <= 1, "threshold must lie in (0, 1]");
		return this;
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) throw new InputException("The model cannot be used: " + message + ".");
	}
}
