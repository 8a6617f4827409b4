package org.lymphatlas.volume.io;

/** How the bytes of the voxels are packed in a file. */
enum Compression {
	NONE, GZIP, ZLIB
}
