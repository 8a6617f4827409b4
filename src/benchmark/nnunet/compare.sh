#!/bin/sh
# Predictions of imported models against what nnUNetPredictor left on the way: preprocessed array, logits, labels.
# Usage: src/benchmark/nnunet/compare.sh PYTHON MODELS OUTPUT NAME DATASET "FOLDS" mirror|plain CHANNEL [CHANNEL ...]
#   PYTHON   with nnunetv2 (setup.sh)
#   MODELS   what models.py wrote
#   OUTPUT   receives NAME/reference, NAME/model and NAME/comparison.txt
#   NAME     of this comparison; DATASET is the folder in MODELS; FOLDS for example "0 1"
# Needs compiled tests (mvn test-compile) and the class path that ./lymphatlas writes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$here/../../..
python=$1 models=$2 output=$3/$4 dataset=$5 folds=$6 mirror=$7
shift 7
export OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=2
mkdir -p "$output"
source=$(echo "$models/$dataset"/*__3d_fullres)
# shellcheck disable=SC2086
[ -f "$output/reference/labels.nii.gz" ] ||
	"$python" "$here/reference.py" "$source" "$output/reference" "$@" --folds $folds $([ "$mirror" = plain ] || echo --mirror)
[ -f "$output/model/model.json" ] || "$home/lymphatlas" import-model source="$source" output="$output/model" \
	configuration=3d_fullres folds="$(echo "$folds" | tr ' ' ,)" acceptLicence=true
# shellcheck disable=SC2086
set -- "$(echo $folds | wc -w)" "$@"
java -Xmx3g -XX:ActiveProcessorCount=2 -cp "$home/target/test-classes:$home/target/classes:$(cat "$home/target/lymphatlas.classpath")" \
	org.lymphatlas.segmentation.nnunet.NnunetComparison "$output/model" "$output/reference" "$mirror" "$@" \
	2>/dev/null | tee "$output/comparison.txt"
