package nash

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
	"brink/solver/certificate"
	"brink/solver/nash/nashtest"
)

// certified solves a game and writes its certificate.
func certified(t *testing.T, g *games.Strategic) *certificate.Equilibria {
	t.Helper()
	res, err := All(context.Background(), g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := certificate.MakeEquilibria(context.Background(), g, res)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checked runs the checker in Python on files and returns its lines.
func checked(t *testing.T, files []string) []string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	var out bytes.Buffer
	cmd := exec.Command(python, append([]string{"../../contrib/check_certificate.py"}, files...)...)
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // its code is that of the lines
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

// TestCertificates has the checker accept the equilibria of games full of ties, as many
// as lrsnash finds, and reject them with one left out, with a part of the cover left out,
// with another digit, and with another payoff.
func TestCertificates(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 16))
	dir := t.TempDir()
	var right, wrong []string
	write := func(name string, c *certificate.Equilibria) string {
		data, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	// clone is a copy that can be changed.
	clone := func(c *certificate.Equilibria) *certificate.Equilibria {
		data, _ := c.Encode()
		out := &certificate.Equilibria{}
		if err := json.Unmarshal(data, out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	_, missing := exec.LookPath("lrsnash")
	for k := range 30 {
		g := tieRidden(rng)
		if k%2 == 0 {
			g = threeByThree(rng)
		}
		c := certified(t, g)
		if missing == nil && len(lrsnash(t, g)) != len(c.Equilibria) {
			t.Errorf("game %d: %d equilibria, lrsnash finds others", k, len(c.Equilibria))
		}
		right = append(right, write(fmt.Sprint(k, " right"), c))

		less := clone(c) // without an equilibrium, of which the components know nothing
		gone := rng.IntN(len(less.Equilibria))
		less.Equilibria = append(less.Equilibria[:gone:gone], less.Equilibria[gone+1:]...)
		for i, d := range less.Components {
			var rest []int
			for _, e := range d.Equilibria {
				if e > gone {
					e--
				} else if e == gone {
					continue
				}
				rest = append(rest, e)
			}
			less.Components[i].Equilibria = rest
		}
		if n := len(less.Components); n > 1 && len(less.Components[n-1].Equilibria) == 0 {
			less.Components[0].Index += less.Components[n-1].Index
			less.Components = less.Components[:n-1]
		}
		wrong = append(wrong, write(fmt.Sprint(k, " less"), less))

		if cut := clone(c); k%2 == 0 {
			cut.Cover.Played = &certificate.Labels{}
			cut.Cover.Unplayed = &certificate.Labels{}
			wrong = append(wrong, write(fmt.Sprint(k, " cut"), cut))
		}
		other := clone(c)
		other.Components[0].Index += 2
		wrong = append(wrong, write(fmt.Sprint(k, " index"), other))

		more := clone(c)
		more.Equilibria[0].Slacks[0][0] = "1/7"
		wrong = append(wrong, write(fmt.Sprint(k, " slack"), more))

		data, _ := os.ReadFile(right[len(right)-1])
		for range 5 {
			damaged := bytes.Clone(data)
			i := rng.IntN(len(damaged))
			for damaged[i] < '0' || damaged[i] > '9' {
				i = rng.IntN(len(damaged))
			}
			damaged[i] = '0' + (damaged[i]-'0'+byte(1+rng.IntN(9)))%10
			path := filepath.Join(dir, fmt.Sprint(k, " digit ", i))
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			wrong = append(wrong, path)
		}
	}
	for _, line := range checked(t, right) {
		if !strings.HasSuffix(line, ": accepted") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	for _, line := range checked(t, wrong) {
		if !strings.Contains(line, ": REJECTED: ") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
}

// threeByThree draws payoffs from 0, 1 and 2.
func threeByThree(rng *rand.Rand) *games.Strategic {
	draw := func() [][]int64 {
		a := make([][]int64, 3)
		for i := range a {
			a[i] = []int64{rng.Int64N(3), rng.Int64N(3), rng.Int64N(3)}
		}
		return a
	}
	return nashtest.BimatrixGame(draw(), draw())
}
