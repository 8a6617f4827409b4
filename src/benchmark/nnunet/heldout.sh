#!/bin/sh
# A network that nnU-Net trained on phantoms, on phantoms that it has not seen: Dice by nnU-Net itself and by LymphAtlas.
# Tiles are not mirrored. What is there already is not made again.
# Usage: src/benchmark/nnunet/heldout.sh PYTHON TRAINED HELDOUT OUTPUT
#   PYTHON   with nnunetv2 (setup.sh)
#   TRAINED  nnU-Net's model folder (train.py makes one)
#   HELDOUT  what `./lymphatlas phantom output=HELDOUT count=4 seed=50100` writes
#   OUTPUT   receives everything
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
lymphatlas=${LYMPHATLAS:-$here/../../../lymphatlas}
python=$1 trained=$2 heldout=$3 output=$4
export OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=2
mkdir -p "$output"
[ -f "$output/model/model.json" ] || "$lymphatlas" import-model source="$trained" output="$output/model" acceptLicence=true
for case in "$heldout"/case-*; do
	name=$(basename "$case")
	[ -f "$output/$name/nnunet/labels.nii.gz" ] || "$python" "$here/reference.py" "$trained" "$output/$name/nnunet" \
		"$case/ct.nii.gz" --labels-only
	"$lymphatlas" predict ct="$case/ct.nii.gz" model="$output/model" output="$output/$name/predict" mode=fast region=all
	"$lymphatlas" segment ct="$case/ct.nii.gz" model="$output/model" output="$output/$name/segment" mode=fast minDiameterMm=0
done
"$python" "$here/heldout.py" "$heldout" "$output"
