#!/bin/sh
# Paper A's ablation (tables 3 and 4) on phantoms, and nnU-Net beside it: see docs/ablation.md. A stopped run goes on.
# Usage: [PYTHON=python] [CPUS="2 3"] [REAL=folder] src/benchmark/ablation/run.sh FOLDER [ROW...]
#   FOLDER  receives phantoms, atlas, models, predictions, table.md
#   ROW     of a b c d e nnunet; all by default. nnunet is left out without PYTHON, one that has nnunetv2
#   CPUS    cores; as many trainings run at once, each on one of them with one thread
#   REAL    folder of real CTs for the recall on implanted nodes; left out without it
# Some 3 hours of one core. Needs Linux (taskset), and mvn for the classes of the test tree. SEEDS, EPOCHS, ITERATIONS and
# PATCH may be set too.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
here=$root/src/benchmark/ablation
lymphatlas=$root/lymphatlas
SEEDS=${SEEDS:-1 2 3} EPOCHS=${EPOCHS:-16} ITERATIONS=${ITERATIONS:-50} PATCH=${PATCH:-32}
KEYS="manifest=training.csv prepared=prepared atlas=atlas preset=atlas-priors momentum=0.9 learningRate=0.05 mirror=x \
	patch=$PATCH epochs=$EPOCHS iterations=$ITERATIONS"

# shellcheck source=src/benchmark/queue.sh
. "$here/../queue.sh"

# Loss weights sum to 1 in every row, so that the learning rate means the same.
keys_of() {
	case $1 in
		a) echo channels=ct lossWeights=0.5,0.5,0 oversampleFull=false augmentation=nnunet atlasWeighted=false ;;
		b) echo lossWeights=0.5,0.5,0 oversampleFull=false augmentation=nnunet atlasWeighted=false ;;
		c) echo augmentation=nnunet atlasWeighted=false ;;
		d) echo augmentation=gin-ipa atlasWeighted=false ;;
		e) echo augmentation=gin-ipa atlasWeighted=true ;;
	esac
}

# perform NAME SEED KEYS: one training and its predictions.
perform() {
	if [ "${1%-*}" = nnunet ]; then
		$pin "$PYTHON" "$here/nnunet.py" train nnunet --seed "$2" --epochs "$EPOCHS" --iterations "$ITERATIONS" &&
			$pin "$PYTHON" "$here/nnunet.py" predict nnunet --seed "$2" --test test/manifest.csv --output "predictions/$1"
	else
		train "$@" && predict "$1"
	fi
}

mkdir -p "$1"
work=$(CDPATH='' cd -- "$1" && pwd -P)
shift
rows=${*:-a b c d e${PYTHON:+ nnunet}}
cd "$work"
write_classpath

# 40 partially annotated CTs of one kind (portal phase), 10 fully annotated ones of another (plain, less noise); for the
# test 20 of all phases with less noise, 2 mm pixels and 3 mm slices.
[ -f partial/manifest.csv ] || "$lymphatlas" phantom output=partial count=40 seed=110001 contrast=portal annotation=partial
[ -f full/manifest.csv ] || "$lymphatlas" phantom output=full count=10 seed=120001 contrast=plain noise=0.8
[ -f test/manifest.csv ] || "$lymphatlas" phantom output=test count=20 seed=130001 spacingMm=2 sliceMm=3 noise=0.7
[ -f reference/phantom.json ] || "$lymphatlas" phantom output=reference anatomy=mean
{
	echo case,ct,nodes,annotation,organs
	for set in partial full; do
		tail -n +2 "$set/manifest.csv" | awk -F, -v s="$set" '{ print s "-" $1 "," s "/" $2 "," s "/" $3 "," $4 "," }'
	done
} >training.csv
[ -f atlas/atlas.json ] || "$lymphatlas" build-atlas manifest=training.csv reference=reference output=atlas
[ -f prepare/record.json ] || "$lymphatlas" train manifest=training.csv prepared=prepared atlas=atlas output=prepare \
	preset=atlas-priors patch="$PATCH" epochs=1 iterations=1
step AblationCases register test/manifest.csv atlas priors
case " $rows " in *" nnunet "*) "$PYTHON" "$here/nnunet.py" prepare nnunet --training training.csv --patch "$PATCH" ;; esac

for row in $rows; do printf '%s\t%s\t%s\n' "$row" "$SEEDS" "$(keys_of "$row")"; done >tasks
start_queue
exec "$here/evaluate.sh" "$work"
