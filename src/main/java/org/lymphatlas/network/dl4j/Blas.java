package org.lymphatlas.network.dl4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** OpenBLAS' matrix product, row by row; matrices small enough for it need no packing and run near the processor's peak. */
final class Blas {

	private Blas() {
	}

	/** Runs work that is parallel itself: each product within it takes one thread. */
	static void singleThreaded(final Runnable work) {
		final int threads = blas_get_num_threads();
		blas_set_num_threads(1);
		try {
			work.run();
		}
		finally {
			blas_set_num_threads(threads);
		}
	}

	/** c[m, n] += a[m, k] b[k, n]; rows lie so many values apart. */
	static void multiplyAdd(final int m, final int n, final int k, final FloatPointer a, final int rowA,
			final FloatPointer b, final int rowB, final FloatPointer c, final int rowC) {
		cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, rowA, b, rowB, 1, c, rowC);
	}

	/** c[m, n] += (a[k, m] transposed) b[k, n]. */
	static void transposedMultiplyAdd(final int m, final int n, final int k, final FloatPointer a, final int rowA,
			final FloatPointer b, final int rowB, final FloatPointer c, final int rowC) {
		cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, rowA, b, rowB, 1, c, rowC);
	}
}
