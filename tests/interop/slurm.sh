#!/usr/bin/env bash
# Runs a table of small cells as an array of jobs on a real Slurm of one node, ends a job in its midst, and checks the table; then starts
# processes by srun. As root, with Debian's packages: apt-get install slurm-wlm munge mpich
# openmpi-bin libpmix-dev. About 5 minutes on two cores.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$(mktemp -d)
chmod 755 "$work"
export SLURM_CONF=$work/slurm.conf
host=$(hostname -s)
program="dotnet $root/artifacts/bin/Dbd.Cli/release/Dbd.Cli.dll"
failed=0

stop() {
  local file
  scancel --user=root --quiet 2>/dev/null
  for file in slurmd slurmctld munged; do [ -f "$work/$file.pid" ] && kill "$(cat "$work/$file.pid")"; done
  sleep 2
  rm -rf "$work"
}
trap stop EXIT

check() {
  if [ "$2" = 0 ]; then echo "ok    $1"; else echo "FAIL  $1"; failed=$((failed + 1)); fi
}

# within SECONDS COMMAND...: until it succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 1
  done
}

start_slurm() {
  cat >"$SLURM_CONF" <<CONF
ClusterName=dbd
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
SlurmUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
JobRequeue=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
CONF
  mkdir -p "$work/state" "$work/spool"
  dd if=/dev/urandom of="$work/munge.key" bs=128 count=1 status=none
  chmod 400 "$work/munge.key"
  munged --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
    --log-file="$work/munged.log" --seed-file="$work/munged.seed" && slurmctld && slurmd && within 60 node_is_ready
}

node_is_ready() { sinfo -h -o %T | grep -qE '^(idle|mixed|allocated)$'; }

jobs_are_done() { [ -z "$(squeue -h -r)" ]; }

job_has_trained() { find "$work/runs" -name latest_model.pt 2>/dev/null | grep -q .; }

dotnet build "$root/src/Dbd.Cli" -c Release -v q --nologo -clp:NoSummary || exit 1
"${PYTHON:-python3}" "$here/drawings.py" "$work/data" || exit 1
cat >"$work/table.yaml" <<TABLE
out: $work/out
runs: $work/runs
set:
  - dataset_dir=$work/data
  - backdoor.badnets.trigger_path=$root/data/trigger/badnets_2x2.png
  - network.resnet18_cifar.width=8
  - precision=fp32
  - lr_scheduler=null
  - threads=1
  - loader.batch_size=5
seeds: [1, 2, 3]
attacks: [badnets]
methods:
  - name: No Defense
    stages: [{config: "$root/config/quickstart/supervise/{attack}.yaml", set: [num_epochs=3]}]
TABLE

start_slurm || { echo "Slurm does not start:"; tail -n 5 "$work"/*.log; exit 1; }
cd "$work" || exit 1
$program table "$work/table.yaml" --gpu cpu --slurm | grep -q '^#SBATCH --array=1-3$'
check 'the script is shown' $?
SBATCH_PARTITION=all $program table "$work/table.yaml" --gpu cpu --submit
check 'and put into the queue' $?
within 120 job_has_trained
check 'a job has trained an epoch' $?
first=$(squeue -h -r -t RUNNING -o %i | head -n 1)
scontrol requeue "$first" && within 60 scontrol update JobId="$first" StartTime=now
check "job $first is requeued in its midst" $?
within 420 jobs_are_done
check 'all jobs end' $?
[ "$($program table "$work/table.yaml" --status | grep -c 'done; supervise 3/3')" = 3 ]
check 'the table is whole' $?
[ -s "$work/out/table.md" ] && ! grep -q nan "$work/out/table.md"
check 'and written' $?

srun -n 2 --oversubscribe $program supervise --config "$root/config/quickstart/supervise/badnets.yaml" >"$work/plain" 2>&1
grep -q 'srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)' "$work/plain"
check 'processes that cannot speak are refused' $?
srun --mpi=pmi2 -n 2 $program doctor >"$work/doctor" 2>&1
grep -qE 'processes +2 on 1 host.*MPICH' "$work/doctor"
check 'srun --mpi=pmi2 starts MPICH' $?
# The plugin loads libpmix.so, the name without a number, which only libpmix-dev brings.
if srun --mpi=pmix -n 1 true >/dev/null 2>&1; then
  srun --mpi=pmix -n 2 $program doctor >"$work/doctor" 2>&1
  grep -qE 'processes +2 on 1 host.*Open MPI' "$work/doctor"
  check 'srun --mpi=pmix starts Open MPI' $?
else
  echo 'skip  this Slurm has no pmix: apt-get install libpmix-dev openmpi-bin'
fi
echo "$failed failed"
[ $failed = 0 ]
