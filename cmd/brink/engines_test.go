package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"brink/solver/study"
)

// program is this test as the program brink, in a folder of its own.
func program(t *testing.T, dir string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "brink")
	if os.Link(self, name) == nil {
		return name
	}
	from, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o755)
	if err == nil {
		_, err = io.Copy(to, from)
	}
	if err != nil || to.Close() != nil {
		t.Fatal(err)
	}
	return name
}

const clusterStudy = `sweep: 1
id: cluster
random: {actions: [3, 3], payoffs: -9..9 step 1}
draws: 1000
seed: 4
columns:
  equilibria: count
  blue: {payoff: P1}
`

// printed runs a program and returns what it prints.
func printed(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	var errw bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &errw
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, errw.String())
	}
	return out
}

// TestSnakemake: the Snakefile runs, and gives the bytes of one process.
func TestSnakemake(t *testing.T) {
	snakemake, err := exec.LookPath("snakemake")
	if err != nil || testing.Short() {
		t.Skip("snakemake is not installed, or tests are to be short")
	}
	t.Chdir(t.TempDir())
	brink := program(t, t.TempDir())
	if err := os.WriteFile("study.yaml", []byte(clusterStudy), 0o644); err != nil {
		t.Fatal(err)
	}
	want := printed(t, brink, "sweep", "study.yaml")
	printed(t, brink, "sweep", "plan", "study.yaml", "-o", "folder", "--shards", "12", "--quiet")
	printed(t, brink, "sweep", "run", "folder", "--shard", "5/12")
	printed(t, brink, "sweep", "script", "snakemake", "folder", "-o", "Snakefile")
	t.Setenv("HOME", t.TempDir())
	if out, err := exec.Command(snakemake, "--cores", "2").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, err := os.ReadFile("cluster.csv"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("other bytes: %v", err)
	}
}

// cluster is Slurm on this machine: a controller and three emulated nodes.
type cluster struct {
	dir string
	t   *testing.T
}

// newCluster starts munge and Slurm on the loopback interface, or skips.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	for _, p := range []string{"munged", "slurmctld", "slurmd", "sbatch", "squeue"} {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not installed: apt-get install slurm-wlm munge", p)
		}
	}
	if os.Getuid() != 0 {
		t.Skip("slurmd is started by root alone")
	}
	host, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	host, _, _ = strings.Cut(host, ".")
	dir, err := os.MkdirTemp("", "brink-slurm-") // sockets have short names
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c := &cluster{dir, t}
	key := make([]byte, 128)
	rand.Read(key)
	ports := make([]any, 4)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Skip(err)
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
		l.Close()
	}
	conf := fmt.Sprintf(`ClusterName=brink
SlurmctldHost=%[2]s(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=%[1]s/munge.socket
CredType=cred/munge
SlurmctldPort=%[3]d
StateSaveLocation=%[1]s/state
SlurmctldPidFile=%[1]s/slurmctld.pid
SlurmctldLogFile=%[1]s/slurmctld.log
SlurmdPidFile=%[1]s/slurmd.%%n.pid
SlurmdLogFile=%[1]s/slurmd.%%n.log
SlurmdSpoolDir=%[1]s/spool.%%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
MinJobAge=2
SlurmdTimeout=6
MessageTimeout=5
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
NodeName=n1 NodeHostname=%[2]s NodeAddr=127.0.0.1 Port=%[4]d CPUs=1
NodeName=n2 NodeHostname=%[2]s NodeAddr=127.0.0.1 Port=%[5]d CPUs=1
NodeName=n3 NodeHostname=%[2]s NodeAddr=127.0.0.1 Port=%[6]d CPUs=1
`, append([]any{dir, host}, ports...)...)
	for name, data := range map[string]string{"munge.key": string(key), "slurm.conf": conf} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "state"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SLURM_CONF", filepath.Join(dir, "slurm.conf"))
	t.Cleanup(func() {
		for _, name := range []string{"slurmd.n1", "slurmd.n2", "slurmd.n3", "slurmctld", "munged"} {
			c.kill(name, syscall.SIGTERM)
		}
		time.Sleep(500 * time.Millisecond) // they write into the folder as they end
		if log, err := os.ReadFile(filepath.Join(dir, "slurmctld.log")); err == nil && t.Failed() {
			t.Logf("the end of slurmctld.log:\n%s", log[max(0, len(log)-40000):])
		}
	})
	at := func(name string) string { return filepath.Join(dir, name) }
	c.start("munged", "--force", "--key-file="+at("munge.key"), "--socket="+at("munge.socket"), "--pid-file="+at("munged.pid"), "--log-file="+at("munged.log"), "--seed-file="+at("munged.seed"))
	c.start("slurmctld", "-c")
	for _, n := range []string{"n1", "n2", "n3"} {
		c.start("slurmd", "-N", n)
	}
	for range 100 {
		out, _ := exec.Command("sinfo", "--noheader", "--format=%D %t").Output()
		if strings.TrimSpace(string(out)) == "3 idle" {
			return c
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Skip("the nodes of Slurm do not come up here")
	return nil
}

// start starts a daemon, which goes into the background, or skips.
func (c *cluster) start(name string, args ...string) {
	c.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		c.t.Skipf("%s does not start here: %v: %s", name, err, out)
	}
}

// kill sends a signal to a daemon by the number in its file.
func (c *cluster) kill(name string, s syscall.Signal) {
	data, err := os.ReadFile(filepath.Join(c.dir, name+".pid"))
	if err != nil {
		return
	}
	if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil && pid > 1 {
		syscall.Kill(pid, s)
	}
}

// TestSlurm: 1,000 points in 50 shards on three nodes give the bytes of one process,
// though two tasks are killed and so is the controller; and only what is missing is
// computed again.
func TestSlurm(t *testing.T) {
	if testing.Short() {
		t.Skip("tests are to be short")
	}
	c := newCluster(t)
	t.Chdir(t.TempDir())
	brink := program(t, t.TempDir())
	if err := os.WriteFile("study.yaml", []byte(clusterStudy), 0o644); err != nil {
		t.Fatal(err)
	}
	want := printed(t, brink, "sweep", "study.yaml")
	printed(t, brink, "sweep", "plan", "study.yaml", "-o", "folder", "--shards", "50", "--quiet")
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	// The program on the nodes notes what it computes. The tasks of shards 7 and 31 are
	// killed the first time, with the program.
	node := filepath.Join(dir, "node")
	script := fmt.Sprintf(`#!/bin/sh
i=${5%%/*}
[ -e "$3/shards/$(printf %%02d "$i").csv" ] || echo "$i" >> '%[1]s/computed'
case $i in 7|31) if mkdir '%[1]s/killed-'"$i" 2>/dev/null; then
	'%[2]s' "$@" & kill -9 $! $$
fi;; esac
exec '%[2]s' "$@"
`, dir, brink)
	if err := os.WriteFile(node, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := study.Open(t.Context(), "folder", versionLine())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var killed time.Time
	err = f.Submit(ctx, study.Cluster{Program: node, Every: 300 * time.Millisecond}, func(done, total int64) {
		switch {
		case done < 10:
		case killed.IsZero():
			c.kill("slurmctld", syscall.SIGKILL)
			time.Sleep(time.Second)
			c.start("slurmctld")
			killed = time.Now()
		case time.Since(killed) > 3*time.Second:
			// The nodes register anew and say what has ended, as they do by and by.
			exec.Command("scontrol", "reconfigure").Run()
			killed = time.Now()
		}
	})
	if ctx.Err() != nil {
		t.Skip("Slurm does not come back in two minutes")
	}
	if err != nil {
		t.Fatal(err)
	}
	if killed.IsZero() {
		t.Error("the controller was not killed")
	}
	printed(t, brink, "sweep", "merge", "folder", "-o", "out.csv")
	if got, err := os.ReadFile("out.csv"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("other bytes: %v", err)
	}
	data, err := os.ReadFile("computed")
	if err != nil {
		t.Fatal(err)
	}
	times := make(map[string]int)
	for _, i := range strings.Fields(string(data)) {
		times[i]++
	}
	for i := 1; i <= 50; i++ {
		n, most := times[strconv.Itoa(i)], 1
		if i == 7 || i == 31 {
			most = 2
		}
		if n != most {
			t.Errorf("shard %d was computed %d times, want %d", i, n, most)
		}
	}
}
