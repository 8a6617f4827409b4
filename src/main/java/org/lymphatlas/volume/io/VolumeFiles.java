package org.lymphatlas.volume.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/**
 * The one entry to image files: NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr) and MetaImage (.mha, .mhd), by the name's
 * ending or else the first bytes, and folders with a DICOM series of a CT. Whatever is wrong with a file (absent,
 * truncated, damaged, not a grey-value volume, too large for memory) is an {@link InputException} that names it and says
 * why; sizes are checked before memory is taken. Files read are not changed.
 */
public final class VolumeFiles {

	private VolumeFiles() {}

	/**
	 * Reads a CT in Hounsfield units from a file or from the folder of its DICOM slices. Floats are rounded, values beyond
	 * 16 bit clamped, and scanner padding (-2000 and below) becomes -1024.
	 *
	 * @throws InputException also if a voxel is NaN or infinite, or if there is only one slice
	 */
	public static CtVolume readCt(final Path fileOrDicomFolder) {
		if (Files.isDirectory(fileOrDicomFolder)) return VoxelConversion.ct(DicomSeries.open(fileOrDicomFolder));
		final StoredImage image = open(fileOrDicomFolder);
		checkVolume(fileOrDicomFolder, image.grid());
		return VoxelConversion.ct(image);
	}

	/**
	 * Reads labels.
	 *
	 * @throws InputException also if a voxel is not a whole number from 0 to 65535
	 */
	public static LabelVolume readLabels(final Path file) {
		return VoxelConversion.labels(open(file));
	}

	/**
	 * Reads a mask: where the file is not zero.
	 *
	 * @throws InputException also if a voxel is NaN
	 */
	public static Mask readMask(final Path file) {
		return VoxelConversion.mask(open(file));
	}

	/**
	 * Reads real numbers; infinities are kept.
	 *
	 * @throws InputException also if a voxel is NaN
	 */
	public static FloatVolume readFloat(final Path file) {
		return VoxelConversion.real(open(file));
	}

	/** Reads only the header or, of a DICOM folder, the headers. Also checks that a file is large enough for its voxels. */
	public static Grid readGrid(final Path fileOrDicomFolder) {
		if (Files.isDirectory(fileOrDicomFolder)) return DicomSeries.open(fileOrDicomFolder).grid();
		final StoredImage image = open(fileOrDicomFolder);
		VoxelReader.checkSize(image);
		return image.grid();
	}

	/**
	 * Writes a volume in the format of the name's ending, whole or not at all: a CT as int16, real numbers as float32,
	 * labels as uint8 (uint16 from label 256), a mask as uint8. All but .nii are packed. NIfTI keeps geometry as 32-bit
	 * floats, the others as decimals of full precision.
	 *
	 * @throws InputException if the ending is not known or the place cannot be written to
	 */
	public static void write(final Volume volume, final Path file) {
		switch (Format.toWrite(file)) {
			case NIFTI -> Nifti.write(volume, file);
			case NRRD -> Nrrd.write(volume, file);
			case METAIMAGE -> MetaImage.write(volume, file);
		}
	}

	/**
	 * Writes labels with their names, as {@link NiftiLabelNames} reads them.
	 *
	 * @param file ends in .nii or .nii.gz
	 */
	public static void write(final LabelVolume labels, final SortedMap<Integer, String> names, final Path file) {
		if (Format.toWrite(file) != Format.NIFTI) throw new IllegalArgumentException(file + ": only NIfTI carries names");
		Nifti.write(labels, NiftiLabelNames.extension(names), file);
	}

	private static StoredImage open(final Path file) {
		VoxelReader.fileSize(file);
		return switch (Format.toRead(file)) {
			case NIFTI -> Nifti.open(file);
			case NRRD -> Nrrd.open(file);
			case METAIMAGE -> MetaImage.open(file);
		};
	}

	private static void checkVolume(final Path file, final Grid grid) {
		if (grid.nx() < 2 || grid.ny() < 2 || grid.nz() < 2) throw new InputException(file + ": is a 2D image (" + grid +
			"); a CT volume of several slices is needed");
	}
}
