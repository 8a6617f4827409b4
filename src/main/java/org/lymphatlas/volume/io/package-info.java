/**
 * Files to volumes and back: NRRD, NIfTI-1, MetaImage, DICOM series, ImagePlus; writes appear whole or not at all.
 * Headers are distrusted: sizes are checked against the bytes that follow before memory is taken.
 * Does not interpret what a volume shows.
 */
package org.lymphatlas.volume.io;
