#!/bin/sh
# Tables of what run.sh has done so far: table-1.md (paper B's table 1; probability 0.5, no post-processing, and
# table-1-dbdmp.md with paper B's), comparison-plain.md and comparison-own.md (lymphatlas, dbdmp, atlas-priors and nnU-Net, cut
# at 0.5 and in each one's own way; comparison-hull.md: at 0.5 with paper A's post-processing), parts.md (lymphatlas
# otherwise), froc.md (all of these at equal numbers of false nodes), sensitivity.csv and sensitivity.png (paper B's
# figure 3).
# Usage: src/benchmark/partial-annotations/evaluate.sh FOLDER     (called by run.sh; LYMPHATLAS as there)
#   ROWS  of table 1, each with the one it is tested against (see AblationTable)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=${LYMPHATLAS:-$(CDPATH='' cd -- "$here/../../.." && pwd -P)}
root=$(readlink -f "$root")
cd "$1"
# shellcheck source=src/benchmark/queue.sh
. "$here/../queue.sh"
figures=DICE,ASSD_FILLED,PRECISION,RECALL,FOUND,FALSE_NODES

# table NAME CUT ROW...
table() {
	name=$1 cut=$2
	shift 2
	step AblationTable evaluation "$cut" $figures "$@" >"$name.md.part"
	mv "$name.md.part" "$name.md"
	printf '\n%s\n\n' "$name" && cat "$name.md"
}

# priors MODEL: the folder of what its atlas says about the test cases
priors() {
	case $1 in
		*-full-atlas*) echo full-priors ;;
		*) echo priors ;;
	esac
}

cases=$(($(wc -l <test/manifest.csv) - 1))
for predicted in predictions/*; do
	name=${predicted#predictions/}
	[ "$(find "$predicted" -name probability.nii.gz | wc -l)" -eq $cases ] || continue
	[ -z "$(find "$predicted" -name probability.nii.gz -newer "evaluation/$name" 2>/dev/null)" ] || rm -rf "evaluation/$name"
	step AblationCases evaluate test/manifest.csv "$(priors "$name")" "$predicted" "evaluation/$name" plain atlas-priors table-4 \
		dbdmp
done
rows=${ROWS:-baseline: a b:a c d:c e:c f:e g:f e-truncated:e f-truncated:f g-truncated:f-truncated}
# shellcheck disable=SC2086
{
	table table-1 plain $rows
	table table-1-dbdmp dbdmp $rows
}
thresholds="plain-0.1 plain-0.3 plain-0.5 plain-0.7 plain-0.9 plain-0.98 plain-0.99 plain-0.995"
others="c d f g f-truncated g-truncated"
parts="lymphatlas-all-priors lymphatlas-ce lymphatlas-ce-all-priors lymphatlas-pce lymphatlas-trust lymphatlas-completeness \
	lymphatlas-full-atlas lymphatlas-full-atlas-all-priors"
# shellcheck disable=SC2046
{
	table comparison-plain plain lymphatlas: $(printf '%s:lymphatlas ' $others atlas-priors nnunet nnunet-xyz)
	table comparison-own plain lymphatlas@atlas-priors: $(printf '%s@dbdmp:lymphatlas@atlas-priors ' $others) \
		atlas-priors@atlas-priors:lymphatlas@atlas-priors nnunet:lymphatlas@atlas-priors
	table comparison-hull table-4 lymphatlas: $(printf '%s:lymphatlas ' d f-truncated atlas-priors nnunet lymphatlas-full-atlas \
		lymphatlas-full-atlas-all-priors)
	table parts plain lymphatlas: $(printf '%s:lymphatlas ' $parts)
}
for model in $(for row in lymphatlas $parts $others atlas-priors nnunet; do ls -d predictions/"$row"-[0-9]* 2>/dev/null || :; done); do
	name=${model#predictions/}
	# shellcheck disable=SC2086
	[ ! -d "evaluation/$name" ] || step AblationCases evaluate test/manifest.csv "$(priors "$name")" "$model" \
		"evaluation/$name" $thresholds
done
# shellcheck disable=SC2086
step FrocTable evaluation 2,5,10,20 lymphatlas $parts $others atlas-priors nnunet >froc.md.part
mv froc.md.part froc.md
printf '\nfroc\n\n' && cat froc.md
step SensitivityCurves evaluation plain d sensitivity tau=0.3 gamma=0.8 alpha=0.4 lambda=2
