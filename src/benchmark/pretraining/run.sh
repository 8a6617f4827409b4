#!/bin/sh
# Does the loss of paper B's pre-training (Model Genesis) fall? A dual-branch V-Net learns to restore CTs of phantoms without
# annotation; others of their kind judge it.
# Usage: src/benchmark/pretraining/run.sh FOLDER          (a stopped run goes on)
#   EPOCHS, ITERATIONS  length (40, 25)
#   PATCH               side of the patches (32)
#   FEATURES            of the network's stages (8,16,32)
#   MOMENTUM            0.9, since the preset's 0.99 needs more steps
# Comes out: FOLDER/model-genesis/curves.csv and curves.png, and the model, for 'train preset=dbdmp initial='.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
lymphatlas=${LYMPHATLAS:-$home/lymphatlas}
mkdir -p "$1"
cd "$1"

[ -f training/manifest.csv ] || "$lymphatlas" phantom output=training count=8 seed=150001 annotation=none
[ -f validation/manifest.csv ] || "$lymphatlas" phantom output=validation count=2 seed=160001 annotation=none

"$lymphatlas" train preset=model-genesis manifest=training/manifest.csv validation=validation/manifest.csv \
	prepared=prepared output=model-genesis epochs="${EPOCHS:-40}" iterations="${ITERATIONS:-25}" patch="${PATCH:-32}" \
	features="${FEATURES:-8,16,32}" momentum="${MOMENTUM:-0.9}" seed=1 resume=true
cat model-genesis/curves.csv
