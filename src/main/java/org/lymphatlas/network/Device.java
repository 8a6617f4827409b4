package org.lymphatlas.network;

/** Where a network is to run. An engine that cannot serve a device that was asked for says so; it never takes another. */
public enum Device {
	/** The fastest that the engine's probe finds usable. */
	AUTO,
	CPU,
	CUDA
}
