#!/usr/bin/env bash
# Ends runs of several processes in every way that is likely, under each MPI that is installed (apt-get install openmpi-bin mpich), and
# checks after each that the same command goes on and ends with the same bits: [--kills N] [--seed N]. As root it also fills a disk.
# About 20 minutes on two quiet cores. Prints a line a case; fails if one does.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
kills=20
seed=1
while [ $# -gt 0 ]; do
  case $1 in
    --kills) kills=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    *) echo "usage: $0 [--kills N] [--seed N]" >&2; exit 2 ;;
  esac
done
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
RANDOM=$seed
work=$(mktemp -d)
full=$work/full
trap 'mountpoint -q "$full" && umount "$full"; rm -rf "$work"' EXIT
dotnet build "$root/src/Dbd.Cli" -c Release -v q --nologo -clp:NoSummary || exit 1
program=$root/artifacts/bin/Dbd.Cli/release/Dbd.Cli.dll
failed=0

"${PYTHON:-python3}" "$here/drawings.py" "$work/data" || exit 1
cp -r "$work/data" "$work/other"
printf '\xff' | dd of="$work/other/data_batch_1.bin" bs=1 seek=99 conv=notrunc status=none

# The command line of a run, in the folder that its processes are to see.
line() {
  printf '%s\n' supervise --config "$root/config/quickstart/supervise/badnets.yaml" --gpu cpu \
    --set dataset_dir=. --set saved_dir="$1/saved" --set storage_dir="$1/storage" \
    --set backdoor.badnets.trigger_path="$root/data/trigger/badnets_2x2.png" --set network.resnet18_cifar.width=8 \
    --set precision=fp32 --set lr_scheduler=null --set threads=1 --set loader.batch_size=5 --set num_epochs=3
}

checkpoint() { echo "$1/storage/quickstart/supervise/badnets/checkpoint/latest_model.pt"; }

# start FOLDER [SHELL]: runs two processes; SHELL runs in each before.
start() {
  mapfile -t words < <(line "$1")
  "$launcher" -n 2 bash -c "rank=\$OMPI_COMM_WORLD_RANK\$PMI_RANK; cd '$work/data'; ${2:-:}; exec dotnet \"\$0\" \"\$@\"" \
    "$program" "${words[@]}" >"$work/out" 2>"$work/err"
}

rank_of() {
  local pid
  for pid in $(pgrep -f "storage_dir=$1/storage"); do
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dotnet ] || continue
    tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -qE "^(OMPI_COMM_WORLD|PMI)_RANK=$2\$" && echo "$pid" && return
  done
}

check() {
  if [ "$2" = 0 ]; then echo "ok    $launcher  $1"; else echo "FAIL  $launcher  $1"; tail -n 5 "$work/err"; failed=$((failed + 1)); fi
}

# goes_on FOLDER: the same command ends with the bits of a run that was never ended.
goes_on() {
  start "$1" || return 1
  cmp -s "$(checkpoint "$1")" "$(checkpoint "$whole")"
}

# ended NAME FOLDER CODE WORDS: it ended so, said so, no process is left, and it goes on.
ended() {
  local problem=0 wait
  for ((wait = 0; wait < 20; wait++)); do
    pgrep -f "storage_dir=$2/storage" >/dev/null || break
    sleep 1
  done
  # A signal may have come when the run was through.
  [ "$3" != 0 ] || [ -z "$4" ] || problem=1
  [ -z "$4" ] || grep -q "$4" "$work/err" || problem=1
  goes_on "$2" || problem=1
  check "$1" $problem
}

# signalled SIGNAL TARGET SECONDS: to a rank, or to the launcher.
signalled() {
  local folder=$work/run$RANDOM pid target
  start "$folder" &
  pid=$!
  sleep "$3"
  if [ "$2" = launcher ]; then target=$(pgrep -P $pid | head -n 1); else target=$(rank_of "$folder" "$2"); fi
  [ -n "$target" ] && kill "-$1" "$target"
  wait $pid
  ended "$1 to $2 after $3 s" "$folder" $? ''
}

for launcher in mpirun.openmpi mpiexec.mpich; do
  command -v $launcher >/dev/null || { echo "skip  $launcher is not installed"; continue; }
  whole=$work/whole-$launcher
  begin=$SECONDS
  start "$whole"
  check 'a whole run' $?
  took=$((SECONDS - begin))

  for target in 0 1 launcher; do
    for signal in KILL TERM INT; do signalled $signal $target $((took / 2)); done
  done
  for ((i = 0; i < kills / 2; i++)); do signalled KILL $((RANDOM % 2)) $((RANDOM % (took + 1))); done

  start "$work/apart-$launcher" "[ \$rank = 1 ] && cd '$work/other'"
  ended 'other data on rank 1' "$work/apart-$launcher" $? 'Process 1 on .* has other data than process 0'
  for rank in 0 1; do
    start "$work/gone$rank-$launcher" "[ \$rank = $rank ] && cd /"
    ended "no data on rank $rank" "$work/gone$rank-$launcher" $? 'dbd: '
  done

  if [ "$(id -u)" = 0 ] && mkdir -p "$full" && mount -t tmpfs -o size=8m tmpfs "$full" 2>/dev/null; then
    head -c 7000000 /dev/zero >"$full/filler"
    start "$full/run"
    code=$?
    rm "$full/filler"
    ended 'a full disk' "$full/run" $code 'dbd: '
    umount "$full"
  fi
done
echo "$failed failed"
[ $failed = 0 ]
