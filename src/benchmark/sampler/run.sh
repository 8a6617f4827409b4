#!/bin/sh
# Milliseconds a training patch takes, by size and augmentation, and the share of its time that a network waits for patches.
# Usage: src/benchmark/sampler/run.sh FOLDER [STEP_MS [STEP_MS_PAPER]]
#   FOLDER         receives made-up cases (320 MB) and sampler.csv
#   STEP_MS        what a step of the network takes with patches of 48 and 64 voxels (1000 unless given: two CPU cores)
#   STEP_MS_PAPER  and with paper A's of 128x112x160 voxels (2000 unless given)
# Needs mvn. CPUS=0,1 sets the cores.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
mkdir -p "$1"
output=$(cd "$1" && pwd -P)
cd "$root"
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$output/classpath" -Dmdep.includeScope=test
taskset -c "${CPUS:-0,1}" java -Xmx1500m -XX:ActiveProcessorCount=2 \
	-cp "target/classes:target/test-classes:$(cat "$output/classpath")" \
	org.lymphatlas.training.SamplerBenchmark "$output" "${2:-1000}" "${3:-2000}" | tee "$output/sampler.csv"
