/**
 * Files to volumes and back: NRRD, NIfTI, MetaImage, DICOM series, ImagePlus; writes appear whole or not at all. Start at
 * {@link org.lymphatlas.volume.io.VolumeFiles}. Headers are distrusted: sizes are checked against the bytes that follow
 * before memory is taken. Does not interpret what a volume shows.
 */
package org.lymphatlas.volume.io;
