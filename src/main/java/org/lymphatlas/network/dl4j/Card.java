package org.lymphatlas.network.dl4j;

/**
 * An NVIDIA card as CUDA tells of it.
 *
 * @param major of the compute capability
 * @param minor of the compute capability
 */
record Card(String name, int major, int minor) {

	/**
	 * Whether ND4J's CUDA backend can run on it: the backend (nd4j-cuda-11.6) holds machine code for 3.7 to 8.6, which also
	 * runs on later cards of the generation 8, and nothing that a driver could translate for later generations.
	 */
	boolean isDriven() {
		return major == 3 ? minor >= 7 : major > 3 && major < 9;
	}

	@Override
	public String toString() {
		return name + " (compute capability " + major + "." + minor + ")";
	}
}
