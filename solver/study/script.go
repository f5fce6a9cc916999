package study

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Engine is what runs the shards of a folder elsewhere.
type Engine string

// The engines.
const (
	Slurm      Engine = "slurm"      // a job array
	Snakemake  Engine = "snakemake"  // a Snakefile
	Kubernetes Engine = "kubernetes" // an Indexed Job
	Parallel   Engine = "parallel"   // GNU parallel
)

// Engines lists the engines.
func Engines() []Engine { return []Engine{Slurm, Snakemake, Kubernetes, Parallel} }

// In the folder: the script of Slurm, and how the names of what its tasks say begin.
const (
	scriptName = "slurm.sh"
	slurmLog   = "slurm-"
)

// Script is what an engine is given to compute the missing shards of the folder with
// the program of that path.
func (f *Folder) Script(e Engine, program string) (string, error) {
	if !slices.Contains(Engines(), e) {
		return "", fmt.Errorf("%w: %q is no engine; known are slurm, snakemake, kubernetes and parallel", ErrFolder, e)
	}
	path, err := filepath.Abs(f.Path)
	if err != nil {
		return "", err
	}
	missing, err := f.Missing()
	if err != nil {
		return "", err
	}
	n := f.Manifest.Shards
	switch e {
	case Slurm:
		return fmt.Sprintf(`#!/bin/sh
#SBATCH --job-name=%s
#SBATCH --array=%s
#SBATCH --output=/dev/null
#SBATCH --error=%s
#SBATCH --cpus-per-task=1
# Submit with sbatch, and again with --array="$(brink sweep status FOLDER)" for what
# is missing then.
exec %s sweep run %s --shard "$SLURM_ARRAY_TASK_ID/%d" --jobs "${SLURM_CPUS_PER_TASK:-1}" --quiet
`, f.Manifest.Study, ArrayList(missing), filepath.Join(path, slurmLog+"%A_%a.err"), quote(program), quote(path), n), nil
	case Snakemake:
		width := len(strconv.Itoa(n))
		return fmt.Sprintf(`# snakemake --cores all --snakefile THIS
FOLDER = %s
BRINK = %s

rule merge:
    input: [f"{FOLDER}/%s/{i:0%dd}.csv" for i in range(1, %d)]
    output: %s
    shell: "'{BRINK}' sweep merge '{FOLDER}' -o {output:q}"

rule shard:
    output: FOLDER + "/%s/{i}.csv"
    shell: "'{BRINK}' sweep run '{FOLDER}' --shard {wildcards.i}/%d --jobs 1 --quiet"
`, strconv.Quote(path), strconv.Quote(program), shardsName, width, n+1, strconv.Quote(f.Manifest.Study+".csv"), shardsName, n), nil
	case Kubernetes:
		return fmt.Sprintf(`# kubectl apply -f THIS: an image with brink, and the folder in a volume that all pods share
apiVersion: batch/v1
kind: Job
metadata:
  name: %s
spec:
  completions: %d
  parallelism: %d
  completionMode: Indexed
  backoffLimitPerIndex: 3
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: brink
          image: brink
          command: ["sh", "-c", 'exec brink sweep run /study --shard "$((JOB_COMPLETION_INDEX + 1))/%d" --jobs 1 --quiet']
          resources: {requests: {cpu: "1"}}
          volumeMounts: [{name: study, mountPath: /study}]
      volumes:
        - name: study
          persistentVolumeClaim: {claimName: study}
`, dns(f.Manifest.Study), n, min(n, 100), n), nil
	}
	return fmt.Sprintf(`#!/bin/sh
# With --sshlogin for machines that share the folder.
exec parallel --halt soon,fail=20%% %s sweep run %s --shard {}/%d --jobs 1 --quiet ::: %s
`, quote(quote(program)), quote(quote(path)), n, strings.Join(numbers(missing), " ")), nil
}

func numbers(list []int) []string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = strconv.Itoa(k)
	}
	return out
}

// quote makes a word of the shell.
func quote(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+=:,@", r))
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// dns makes a name of Kubernetes of an id.
func dns(id string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, id)
	return "brink-" + strings.Trim(name[:min(len(name), 50)], "-")
}
