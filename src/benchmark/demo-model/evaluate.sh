#!/bin/sh
# Ten phantoms that neither atlas nor training saw, segmented with the shipped model and priors, and with a network of the
# same plan and training that reads the CT alone and is post-processed without the atlas.
# Usage: src/benchmark/demo-model/evaluate.sh FOLDER [MODEL_WITHOUT_PRIORS]
set -eu
lymphatlas=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)/lymphatlas
mkdir -p "$1"
cd "$1"

[ -f heldout/manifest.csv ] || "$lymphatlas" phantom output=heldout count=10 seed=50001
"$lymphatlas" batch manifest=heldout/manifest.csv output=with-priors steps=segment
"$lymphatlas" evaluate manifest=heldout/manifest.csv prediction=with-priors output=evaluation-with-priors
[ -n "${2:-}" ] || exit 0
for case in heldout/case-*; do
	name=$(basename "$case")
	"$lymphatlas" predict ct="$case/ct.nii.gz" priors="with-priors/$name/priors" model="$2" region=lungs \
		output="without-priors/$name"
	"$lymphatlas" postprocess probability="without-priors/$name/probability.nii.gz" output="without-priors/$name" threshold=0.5
done
"$lymphatlas" evaluate manifest=heldout/manifest.csv prediction=without-priors output=evaluation-without-priors
