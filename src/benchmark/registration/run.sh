#!/bin/sh
# Registers phantoms and real CTs with the embedded engine and with elastix in turn, on two threads each, and writes
# registration.csv and registration.md, the tables of docs/registration.md. A stopped run goes on where it stopped.
# Usage: src/benchmark/registration/run.sh FOLDER [REAL_CTS] [WHAT] [ENGINE...]
#   FOLDER    receives the results
#   REAL_CTS  folder with cip, tcia_lung_pet_ct_dx, totalsegmentator, totalsegmentator_labels; what is not there is left out
#   WHAT      kinds (phantom, real, large) or names of pairs, comma-separated; all by default
#   ENGINE    variational, elastix, or NAME=FOLDER of elastix parameters; the first two by default
# Needs Linux (CPU time and memory of elastix are read from /proc) and mvn. CPUS=0,1 sets the cores.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
mkdir -p "$1"
output=$(cd "$1" && pwd -P)
data=${2:-$root/../shared/data}
what=${3:-large,phantom,real}
[ $# -gt 3 ] && shift 3 || set -- variational elastix

cd "$root"
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$output/classpath" -Dmdep.includeScope=test
exec taskset -c "${CPUS:-0,1}" java -Xmx3g -XX:ActiveProcessorCount=2 -XX:+UseSerialGC -Xmn64m \
	-cp "target/classes:target/test-classes:$(cat "$output/classpath")" \
	org.lymphatlas.registration.RegistrationBenchmark "$output" "$data" "$what" "$@"
