# A queue of trainings, to be sourced: single-threaded, one on each core of CPUS, in the current folder. Needs Linux (taskset, flock).
#
#   root      checkout whose build runs: target/ with the classes of tests, and the file "classpath" here
#   tasks     the queue: lines NAME<tab>SEEDS<tab>KEYS, SEEDS separated by spaces; # begins a comment. It may grow meanwhile.
#             SEED in KEYS is the seed. KEYS with initial=models/<task> wait for that task
#   KEYS      for all trainings, where a task has no other value
#   SEEDS     which of the tasks' seeds, in this order: the first of all tasks before the second of any
#   perform NAME SEED KEYS   a function of the script's: does one task
#
# What is done is marked in done/ and not done again; what failed is named and marked in failed/, until start_queue runs again.
# The file "stop" makes the workers end after their tasks. A second start_queue on other cores shares the queue.
pin=
tab=$(printf '\t')

# step CLASS ARGUMENTS...: a class of the test tree.
step() {
	class=$1
	shift
	$pin java -Xmx3g -XX:ActiveProcessorCount=1 -XX:+UseSerialGC \
		-cp "$root/target/classes:$root/target/test-classes:$(cat classpath)" "org.lymphatlas.pipeline.$class" "$@"
}

# classpath: what step needs, unless it is there.
write_classpath() {
	[ -f classpath ] || mvn -q -B -f "$root" test-compile dependency:build-classpath -Dmdep.outputFile="$PWD/classpath" \
		-Dmdep.includeScope=test
}

# train NAME SEED KEYS: models/NAME, from its checkpoint if it was stopped.
train() {
	keys=$3
	for key in ${KEYS:-}; do
		case " $3 " in
			*" ${key%%=*}="*) ;;
			*) keys="$keys $key" ;;
		esac
	done
	# shellcheck disable=SC2086
	LYMPHATLAS_JAVA_OPTS="-XX:ActiveProcessorCount=1 -Xmx2g" $pin "$root/lymphatlas" train output="models/$1" seed="$2" \
		resume=true $keys
}

# predict NAME [PRIORS]: predictions/NAME of the cases of test/manifest.csv by models/NAME, with the priors of this folder; what
# an earlier model of the name said goes.
predict() {
	[ ! -d "predictions/$1" ] || find "predictions/$1" -type f ! -newer "models/$1/weights.safetensors" -delete
	step AblationCases predict test/manifest.csv "${2:-priors}" "models/$1" "predictions/$1"
}

# start_queue: ends when nothing is left to do, or the file "stop" is there.
start_queue() {
	mkdir -p logs models predictions done failed locks
	rm -f stop failed/*
	export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE
	for cpu in ${CPUS:-0 1}; do
		(
			pin="taskset -c $cpu"
			while [ ! -e stop ] && next; do :; done
		) &
	done
	wait
}

# next: does the first task that is left, or waits a while for another's model; false if there is none.
next() {
	waiting=
	for seed in $SEEDS; do
		while IFS=$tab read -r row seeds keys <&3; do
			case $row in '' | '#'*) continue ;; esac
			case " $seeds " in *" $seed "*) ;; *) continue ;; esac
			name=$row-$seed
			keys=$(printf %s "$keys" | sed "s/SEED/$seed/g")
			[ ! -e "done/$name" ] && [ ! -e "failed/$name" ] || continue
			initial=$(printf %s "$keys" | sed -n 's|.*initial=models/\([^ ]*\).*|\1|p')
			if [ -n "$initial" ] && [ ! -e "done/$initial" ]; then
				[ ! -e "failed/$initial" ] || fail "$name" "$initial failed, which it starts from"
				queued "$initial" || fail "$name" "$initial is not to be done, which it starts from"
				waiting=$name
				continue
			fi
			(
				flock -n 9 && [ ! -e "done/$name" ] && [ ! -e "failed/$name" ] || exit 1
				began=$(date +%s)
				if perform "$name" "$seed" "$keys" >>"logs/$name.log" 2>&1; then
					echo "$keys" >"done/$name"
					echo "$name: $(($(date +%s) - began)) s" >>times
				else
					fail "$name" "see $PWD/logs/$name.log"
				fi
			) 3<&- 9>"locks/$name" && return 0
		done 3<tasks
	done
	[ -n "$waiting" ] && sleep 10
}

# queued NAME: whether it is among the tasks, with a seed of SEEDS
queued() {
	for wanted in $SEEDS; do
		awk -F'\t' -v name="$1" -v seed="$wanted" '$1 "-" seed == name && (" " $2 " ") ~ (" " seed " ") { found = 1 }
			END { exit !found }' tasks && return 0
	done
	return 1
}

# fail NAME WHY
fail() {
	[ -e "failed/$1" ] || echo "$1 failed: $2" >&2
	touch "failed/$1"
}
