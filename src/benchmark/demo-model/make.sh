#!/bin/sh
# Makes the shipped atlas and the shipped model again, and the same network without priors, from phantoms alone.
# Usage: src/benchmark/demo-model/make.sh FOLDER     (hours on two cores, most of it for the two trainings; a stopped run goes on)
set -eu
lymphatlas=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)/lymphatlas
mkdir -p "$1"
cd "$1"

[ -f reference/phantom.json ] || "$lymphatlas" phantom output=reference anatomy=mean spacingMm=2.5
[ -f annotated/manifest.csv ] || "$lymphatlas" phantom output=annotated count=20 seed=20000
[ -f phantom/atlas.json ] || "$lymphatlas" build-atlas manifest=annotated/manifest.csv reference=reference output=phantom

[ -f training/manifest.csv ] || "$lymphatlas" phantom output=training count=48 seed=10000
[ -f validation/manifest.csv ] || "$lymphatlas" phantom output=validation count=6 seed=30000
for channels in preset ct; do
	"$lymphatlas" train manifest=training/manifest.csv validation=validation/manifest.csv atlas=phantom \
		prepared=prepared preset=atlas-priors augmentation=nnunet channels=$channels output=model-$channels \
		learningRate=0.05 momentum=0.9 mirror=x patch=40 epochs=90 iterations=50 seed=1 resume=true
done
printf 'The atlas is in %s/phantom, the model in %s/model-preset, the one without priors in %s/model-ct\n' "$1" "$1" "$1"
