#!/bin/sh
# What augmenting a patch costs, one thread each, CPU milliseconds: LymphAtlas, and batchgeneratorsv2 with PyTorch beside it.
# Usage: src/benchmark/augmentation/run.sh [SIDE [PATCHES [ROUNDS]]]      (64, 200, 3; rounds alternate)
#   PYTHON   in the environment: a Python with nnunetv2 (python3 unless given); lines are name, median, mean
# Needs compiled tests (mvn test-compile) and the class path that ./lymphatlas writes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../../.." && pwd -P)
side=${1:-64}
patches=${2:-200}
round=0
while [ "$round" -lt "${3:-3}" ]; do
	java -XX:+UseSerialGC -Djava.util.concurrent.ForkJoinPool.common.parallelism=0 \
		-cp "$root/target/test-classes:$root/target/classes:$(cat "$root/target/lymphatlas.classpath")" \
		org.lymphatlas.training.augmentation.AugmentationBenchmark "$side" "$patches"
	OMP_NUM_THREADS=1 "${PYTHON:-python3}" "$here/peer.py" "$side" "$patches"
	round=$((round + 1))
done
