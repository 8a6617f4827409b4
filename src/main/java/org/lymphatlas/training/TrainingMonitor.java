package org.lymphatlas.training;

import java.util.List;

/** Hears how a training goes. Called in the training's thread, so that it should not take long. */
@FunctionalInterface
public interface TrainingMonitor {

	/** Hears nothing. */
	TrainingMonitor NONE = curves -> {};

	/** @param curves one record for each epoch done, after each of them; a resumed run begins with those of before */
	void epochs(List<EpochRecord> curves);
}
