package org.lymphatlas.network.nnunet;

import java.util.regex.Pattern;

import org.lymphatlas.volume.InputException;

/**
 * The trainers of nnU-Net that leave the network of the plans as it is. Any other may have swapped parts of it in ways that
 * its weights do not show, so it is refused by its name.
 */
final class Trainers {

	/** nnunetv2 2.8 (training/nnUNetTrainer and its variants), earlier releases, and TotalSegmentator's custom_trainers. */
	private static final Pattern KEEP_THE_NETWORK = Pattern.compile(String.join("|", "nnUNetTrainer",
		"nnUNetTrainer_\\d+epochs?(_NoMirroring)?", "nnUNetTrainer_?[nN]oMirroring",
		"nnUNetTrainer_onlyMirror01(_1500ep|_DASegOrd0|_DA5)?", "nnUNetTrainer_?[nN]oDeepSupervision", "nnUNetTrainerNoDA",
		"nnUNetTrainerDA5(ord0|Segord0|_10epochs)?", "nnUNetTrainer_DA(Seg)?[oO]rd0(_NoMirroring)?",
		"nnUNetTrainer_noDummy2DDA", "nnUNetTrainer_probabilisticOversampling(_\\d+)?",
		"nnUNetTrainerBenchmark_5epochs(_noDataLoading)?", "nnUNetTrainer_warmup", "nnUNetTrainerCosAnneal",
		"nnUNetTrainer(Vanilla)?Ada[mn]([134]en[134])?(CosAnneal)?", "nnUNetTrainerDiceLoss", "nnUNetTrainerDiceCELoss_noSmooth",
		"nnUNetTrainer(Dice)?Top[kK]10Loss(LS01)?(_2000epochs)?", "nnUNetTrainerCELoss(_5epochs)?",
		"nnUNetTrainer_MOSAIC_1k_QuarterLR_NoMirroring", "nnUNetTrainerSkeletonRecall"));

	private Trainers() {}

	/** @throws InputException unless the trainer is known to keep the network of the plans */
	static void requireKnown(final String trainer, final String where) {
		if (!KEEP_THE_NETWORK.matcher(trainer).matches()) throw new InputException(where +
			" was trained by " + trainer + ", which is not known to keep nnU-Net's network; supported are nnUNetTrainer and its " +
			"variants in epochs, augmentation, mirroring, loss, sampling and optimizer");
	}
}
