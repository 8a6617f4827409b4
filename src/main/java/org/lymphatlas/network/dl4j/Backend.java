package org.lymphatlas.network.dl4j;

import java.util.List;

/** What a probe asks of ND4J. */
interface Backend {

	/** "CPU" or "CUDA", as ND4J calls the backend that it started with. */
	String name();

	/** Whether the CUDA backend is on the class path, started or not. */
	boolean cudaInstalled();

	/** The cards that the CUDA backend sees; none on the CPU. */
	List<Card> cards();

	/** Runs 3x3x3 convolutions of ones and checks the result; best speed in GFLOP/s. */
	double convolutionGflops();
}
