package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/nash"
)

// load reads a study of a built-in model or of random games.
func load(t *testing.T, text string) (*Study, []byte) {
	t.Helper()
	def, diags := format.ReadStudy("study.yaml", []byte(text))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var game Source
	if def.Random == nil {
		data, ok := models.Source(def.Game)
		if !ok {
			t.Fatalf("no model %s", def.Game)
		}
		game = Source{def.Game + ".yaml", data}
	}
	s, err := Read(context.Background(), def, Source{"study.yaml", []byte(text)}, game)
	if err != nil {
		t.Fatal(err)
	}
	return s, game.Data
}

// bytesOf is the table of answers of one process.
func bytesOf(t *testing.T, s *Study, f Form, workers int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := s.Write(&b, f)
	if err == nil {
		_, err = s.Stream(context.Background(), w, workers, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const randomStudy = `
sweep: 1
id: small
random: {actions: [2, 2], payoffs: -3..3 step 1/2}
draws: 1000
seed: 18446744073709551615
columns:
  equilibria: count
  pure: {count: pure}
  first: {holds: "nash(1, 1)"}
  blue: {payoff: P1}
`

const modelStudy = `
sweep: 1
id: strikes
game: first-strike
axes:
  phi: {grid: "-1/2..1/2 step 1/4"}
  c: {random: "0..1 step 1/10"}
draws: 6
seed: 3
columns:
  equilibria: count
  peace: {holds: "nash(hold, hold)"}
  hold: {row: "(hold, hold)"}
  mix: {row: "({hold, strike}, {hold, strike})"}
  thesis: {verdict: offence-breeds-preemption}
  net: {value: "phi - c"}
`

// TestPhilox holds the generator to the known answers of its authors (Random123, file
// kat_vectors).
func TestPhilox(t *testing.T) {
	for _, c := range []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32}, [2]uint32{math.MaxUint32, math.MaxUint32},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := philox(c.counter, c.key); got != c.want {
			t.Errorf("philox(%x, %x) = %x, want %x", c.counter, c.key, got, c.want)
		}
	}
}

// TestBelow: numbers are in range, and those of another point, quantity and seed are
// others.
func TestBelow(t *testing.T) {
	seen := make(map[uint64]string)
	for _, s := range []stream{{seed: 1}, {seed: 2}, {seed: 1, point: 1}, {seed: 1, which: 1}, {seed: 1, point: 1 << 32}} {
		at := fmt.Sprint(s)
		for range 100 {
			x := s.below(0)
			if by, twice := seen[x]; twice {
				t.Fatalf("%d twice: %s and %s", x, by, at)
			}
			seen[x] = at
		}
	}
	var counts [3]int
	s := stream{seed: 7}
	for range 3000 {
		counts[s.below(3)]++
	}
	for i, n := range counts {
		if n < 900 || n > 1100 {
			t.Errorf("%d came %d times of 3000", i, n)
		}
	}
	for range 100 {
		if x := s.below(1<<63 + 1); x > 1<<63 {
			t.Errorf("%d is not below 2^63 + 1", x)
		}
	}
}

// TestRandomGames: equilibria of games without ties are counted as the signs of four
// differences say, and first is what the definition says.
func TestRandomGames(t *testing.T) {
	s, _ := load(t, randomStudy)
	r := newRandomTables(s)
	lines := strings.Split(strings.TrimSpace(string(bytesOf(t, s, CSV, 2))), "\n")
	if got := lines[0]; got != "point,equilibria,pure,first,blue,blue_decimal,complete" {
		t.Fatalf("header %s", got)
	}
	generic, n := 0, 0
	for k, line := range lines[1:] {
		g := r.at(int64(k))
		a, b := g.Payoffs[0].Small, g.Payoffs[1].Small
		cells := strings.Split(line, ",")
		if cells[0] != fmt.Sprint(k) || cells[len(cells)-1] != "true" {
			t.Fatalf("line %d: %s", k, line)
		}
		if want := fmt.Sprint(a[0] >= a[2] && b[0] >= b[1]); cells[3] != want {
			t.Fatalf("point %d: nash(1, 1) is %s, want %s: %v %v", k, cells[3], want, a, b)
		}
		n++
		if a[0] == a[2] || a[1] == a[3] || b[0] == b[1] || b[2] == b[3] {
			continue
		}
		generic++
		pure := 0
		for i := range 2 {
			for j := range 2 {
				if a[2*i+j] > a[2*(1-i)+j] && b[2*i+j] > b[2*i+1-j] {
					pure++
				}
			}
		}
		all := pure
		if pure != 1 {
			all++
		}
		if cells[1] != fmt.Sprint(all) || cells[2] != fmt.Sprint(pure) {
			t.Fatalf("point %d: %s, want %d equilibria, %d pure: %v %v", k, line, all, pure, a, b)
		}
	}
	if n != 1000 || generic < 500 {
		t.Fatalf("%d points, %d without ties", n, generic)
	}
}

// TestModel: what is asked of a model is what its definition says.
func TestModel(t *testing.T) {
	s, _ := load(t, modelStudy)
	lines := strings.Split(strings.TrimSpace(string(bytesOf(t, s, CSV, 1))), "\n")
	if len(lines) != 31 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines[1:] {
		c := strings.Split(line, ",")
		phi, _ := new(big.Rat).SetString(c[1])
		cost, _ := new(big.Rat).SetString(c[3])
		if c[5] != fmt.Sprint(cost.Sign() > 0) {
			t.Fatalf("assumed: %s", line)
		}
		if c[5] == "false" {
			if strings.Trim(strings.Join(c[6:len(c)-1], ""), "") != "" {
				t.Fatalf("answers where nothing is assumed: %s", line)
			}
			continue
		}
		// hold against hold pays 1/2, strike 1/2 + phi - c.
		peace := fmt.Sprint(phi.Cmp(cost) <= 0)
		if c[7] != peace || c[8] != peace {
			t.Fatalf("peace: %s, want %s", line, peace)
		}
		if mix := fmt.Sprint(phi.Sign() > 0 && phi.Cmp(cost) < 0); c[9] != mix {
			t.Fatalf("mix: %s, want %s", line, mix)
		}
		if want := new(big.Rat).Sub(phi, cost).RatString(); c[11] != want {
			t.Fatalf("net: %s, want %s", line, want)
		}
	}
}

// TestSameBytes: the table does not depend on workers, shards, or where it was killed,
// in any form.
func TestSameBytes(t *testing.T) {
	for _, text := range []string{randomStudy, modelStudy} {
		s, game := load(t, text)
		want := bytesOf(t, s, CSV, 1)
		if got := bytesOf(t, s, CSV, 4); !bytes.Equal(got, want) {
			t.Error("four workers write other bytes")
		}
		folder := filepath.Join(t.TempDir(), "study")
		if _, err := s.Plan(folder, game, "v", 7); err != nil {
			t.Fatal(err)
		}
		f, err := Open(context.Background(), folder, "v")
		if err != nil {
			t.Fatal(err)
		}
		// Ended in the middle, twice, and taken up again.
		for range 2 {
			ctx, cancel := context.WithCancelCause(context.Background())
			missing, err := f.Missing()
			if err != nil {
				t.Fatal(err)
			}
			f.Run(ctx, missing, 2, func(done, total int64) {
				if 3*done > total {
					cancel(errors.New("killed"))
				}
			})
			cancel(nil)
		}
		missing, err := f.Missing()
		if err != nil || len(missing) == 0 || len(missing) == 7 {
			t.Fatalf("missing after two ends: %v, %v", missing, err)
		}
		points, err := f.Run(context.Background(), missing, 2, nil)
		if err != nil || points >= s.Points {
			t.Fatalf("computed %d of %d points again: %v", points, s.Points, err)
		}
		for _, form := range Forms() {
			name := filepath.Join(t.TempDir(), "out."+string(form))
			if _, err := f.WriteFile(name, nil); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(name)
			if err != nil || !bytes.Equal(got, bytesOf(t, s, form, 3)) {
				t.Errorf("%s: merged bytes differ: %v", form, err)
			}
		}
		if err := f.Remove(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(folder); !os.IsNotExist(err) {
			t.Errorf("the folder is still there: %v", err)
		}
	}
}

// TestParquet: the reader of parquet-go finds what CSV has.
func TestParquet(t *testing.T) {
	s, _ := load(t, modelStudy)
	data := bytesOf(t, s, Parquet, 1)
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if f.NumRows() != s.Points {
		t.Fatalf("%d rows, want %d", f.NumRows(), s.Points)
	}
	r := parquet.NewReader(f)
	defer r.Close()
	var rows []map[string]any
	for range s.Points {
		row := make(map[string]any)
		if err := r.Read(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	lines := strings.Split(strings.TrimSpace(string(bytesOf(t, s, CSV, 1))), "\n")
	names := strings.Split(lines[0], ",")
	for i, line := range lines[1:] {
		for j, cell := range strings.Split(line, ",") {
			got := ""
			switch v := rows[i][names[j]].(type) {
			case nil:
			case []byte:
				got = string(v)
			case float64:
				got = big.NewFloat(v).Text('g', -1)
			default:
				got = fmt.Sprint(v)
			}
			if got != cell && !(cell == "0" && got == "0") {
				t.Fatalf("row %d, %s: %q, want %q", i, names[j], got, cell)
			}
		}
	}
}

// TestRace: two who compute the same shards leave one file each, which is whole.
func TestRace(t *testing.T) {
	s, game := load(t, randomStudy)
	folder := filepath.Join(t.TempDir(), "study")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			f, err := s.Plan(folder, game, "v", 5)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := f.Run(context.Background(), []int{1, 2, 3, 4, 5}, 1, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	entries, err := os.ReadDir(filepath.Join(folder, shardsName))
	if err != nil || len(entries) != 5 {
		t.Fatalf("%v, %v", entries, err)
	}
	f, err := Open(context.Background(), folder, "v")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "out.csv")
	if _, err := f.WriteFile(name, nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(name); !bytes.Equal(got, bytesOf(t, s, CSV, 1)) {
		t.Error("other bytes")
	}
}

// TestStrangers: what belongs to another study, version or shard is refused, and
// nothing is written.
func TestStrangers(t *testing.T) {
	s, game := load(t, randomStudy)
	folder := filepath.Join(t.TempDir(), "study")
	f, err := s.Plan(folder, game, "v", 4)
	if err != nil {
		t.Fatal(err)
	}
	list := func() string {
		var out []string
		filepath.WalkDir(folder, func(path string, _ os.DirEntry, _ error) error { out = append(out, path); return nil })
		return strings.Join(out, "\n")
	}
	before := list()
	if _, err := Open(context.Background(), folder, "w"); !errors.Is(err, ErrStranger) || !strings.Contains(err.Error(), "v there and w here") {
		t.Errorf("another version: %v", err)
	}
	other, _ := load(t, strings.Replace(randomStudy, "seed: 18446744073709551615", "seed: 1", 1))
	if _, err := other.Plan(folder, nil, "v", 4); !errors.Is(err, ErrStranger) || !strings.Contains(err.Error(), "seed") {
		t.Errorf("another seed: %v", err)
	}
	if _, err := s.Plan(folder, game, "v", 5); !errors.Is(err, ErrStranger) {
		t.Errorf("another number of shards: %v", err)
	}
	for _, text := range []string{"1/5", "0/4", "5/4", "x/4", "1"} {
		if _, err := f.Chosen(text); err == nil {
			t.Errorf("shard %s is accepted", text)
		}
	}
	if after := list(); after != before {
		t.Errorf("files changed:\n%s\nwere\n%s", after, before)
	}
	if _, err := f.Merge(s.Summarise()); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "1-4") {
		t.Errorf("merge without shards: %v", err)
	}
	// A shard that is cut off, and one of another study.
	if _, err := f.Run(context.Background(), []int{1, 2}, 1, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(f.shard(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(data[:len(data)-20]), "", strings.Replace(string(data), f.mark, "0123456789abcdef", 1)} {
		if err := os.WriteFile(f.shard(1), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Missing(); err == nil {
			t.Errorf("a shard of %d bytes of %d is accepted", len(text), len(data))
		}
	}
}

// TestArrayList is the form that job arrays take.
func TestArrayList(t *testing.T) {
	for want, list := range map[string][]int{"": nil, "3": {3}, "1-2": {1, 2}, "1,3-5,9": {1, 3, 4, 5, 9}} {
		if got := ArrayList(list); got != want {
			t.Errorf("%v: %s, want %s", list, got, want)
		}
	}
}

// TestClopperPearson holds the ends to the definition, with exact binomial sums: at the
// ends the tails are no more than 2.5 %, and half a per mille further in they are more.
func TestClopperPearson(t *testing.T) {
	tail := func(n, total int64, p *big.Rat, upper bool) *big.Rat {
		q := new(big.Rat).Sub(big.NewRat(1, 1), p)
		power := func(x *big.Rat, k int64) *big.Rat {
			e := big.NewInt(k)
			return new(big.Rat).SetFrac(new(big.Int).Exp(x.Num(), e, nil), new(big.Int).Exp(x.Denom(), e, nil))
		}
		sum := new(big.Rat)
		for k := range total + 1 {
			if upper && k < n || !upper && k > n {
				continue
			}
			x := new(big.Rat).SetInt(new(big.Int).Binomial(total, k))
			sum.Add(sum, x.Mul(x, new(big.Rat).Mul(power(p, k), power(q, total-k))))
		}
		return sum
	}
	limit, inside := big.NewRat(1, 40), big.NewRat(1, 2000)
	for _, c := range [][2]int64{{0, 10}, {10, 10}, {1, 10}, {3, 7}, {17, 40}, {39, 40}} {
		low, high := clopperPearson(c[0], c[1])
		if c[0] > 0 {
			if tail(c[0], c[1], low, true).Cmp(limit) > 0 || tail(c[0], c[1], new(big.Rat).Add(low, inside), true).Cmp(limit) <= 0 {
				t.Errorf("%v: low end %s", c, low.FloatString(6))
			}
		} else if low.Sign() != 0 {
			t.Errorf("%v: low end %s", c, low.FloatString(6))
		}
		if c[0] < c[1] {
			if tail(c[0], c[1], high, false).Cmp(limit) > 0 || tail(c[0], c[1], new(big.Rat).Sub(high, inside), false).Cmp(limit) <= 0 {
				t.Errorf("%v: high end %s", c, high.FloatString(6))
			}
		} else if high.Cmp(big.NewRat(1, 1)) != 0 {
			t.Errorf("%v: high end %s", c, high.FloatString(6))
		}
	}
}

// TestSummary: counts add up, and quantiles are values of the right rank.
func TestSummary(t *testing.T) {
	s, _ := load(t, modelStudy)
	sum := s.Summarise()
	if _, err := s.Stream(context.Background(), sum, 2, nil); err != nil {
		t.Fatal(err)
	}
	a := sum.Answer()
	if a.Points != 30 || !a.Complete {
		t.Fatalf("%d points, complete %v", a.Points, a.Complete)
	}
	for _, c := range a.Shares {
		n := int64(0)
		for _, v := range c.Values {
			n += v.Count
			if v.Low == nil || v.Low.Cmp(v.Share) > 0 || v.High.Cmp(v.Share) < 0 {
				t.Errorf("%s = %s: share %s outside its interval", c.Column, v.Value, v.Share)
			}
		}
		if n != 30 {
			t.Errorf("%s: %d answers", c.Column, n)
		}
	}
	for _, x := range a.Crosses {
		n := int64(0)
		for _, line := range x.Counts {
			for _, k := range line {
				n += k
			}
		}
		if n != 30 {
			t.Errorf("%s and %s: %d pairs", x.Rows, x.Columns, n)
		}
	}
	if len(a.Numbers) != 1 || len(a.Numbers[0].Quantiles) != len(levels) {
		t.Fatalf("quantiles: %+v", a.Numbers)
	}
	for i, q := range a.Numbers[0].Quantiles[1:] {
		x, _ := new(big.Rat).SetString(a.Numbers[0].Quantiles[i].Value)
		if y, _ := new(big.Rat).SetString(q.Value); x.Cmp(y) > 0 {
			t.Errorf("quantiles fall: %v", a.Numbers[0].Quantiles)
		}
	}
}

// TestFaults: questions that do not fit the model are reported at their places.
func TestFaults(t *testing.T) {
	for column, want := range map[string]string{
		`{holds: "nash(hold, hodl)"}`:   `8:26: error: "hodl" is not an action of Red`,
		`{holds: "phi <"}`:              `8:`,
		`{row: "(hold, wait)"}`:         `"wait" is not an action of Red`,
		`{row: "(hold, hold)", is: no}`: `no column "no"`,
		`{verdict: offence}`:            `no claim "offence"`,
		`{payoff: Green}`:               `"Green" is not a player`,
		`{value: "phi + d"}`:            `8:21: error: "d" is not a parameter`,
		`{critical: [grim, grim]}`:      `no repeated game`,
	} {
		text := "sweep: 1\nid: x\ngame: first-strike\naxes:\n  phi: [0, 1/2]\n\ncolumns:\n  x: " + column + "\n"
		def, diags := format.ReadStudy("study.yaml", []byte(text))
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		data, _ := models.Source("first-strike")
		_, err := Read(context.Background(), def, Source{"study.yaml", []byte(text)}, Source{"g.yaml", data})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", column, err, want)
		}
	}
}

// TestEveryPoint: the lists run through all combinations, the draws fastest.
func TestEveryPoint(t *testing.T) {
	s, _ := load(t, modelStudy)
	seen := make(map[string]int)
	values := make([]*big.Rat, 2)
	for k := range s.Points {
		s.decode(k, values)
		if want := big.NewRat(int64(k/6)-2, 4); values[0].Cmp(want) != 0 {
			t.Fatalf("point %d: phi = %s, want %s", k, values[0], want)
		}
		seen[values[1].RatString()]++
	}
	if len(seen) < 6 {
		t.Errorf("30 draws of 11 values gave %v", seen)
	}
	if n, ok := (&games.Study{Draws: math.MaxInt64, Axes: []games.Axis{{Values: make([]*big.Rat, 4)}}}).Points(); ok {
		t.Errorf("%d points are accepted", n)
	}
}

// BenchmarkPoint is a point of a study of 2×2 games, and BenchmarkLibrary the call of
// the library alone.
func BenchmarkPoint(b *testing.B)  { benchmarkPoint(b, "[2, 2]", "-9..9 step 1") }
func BenchmarkPoint3(b *testing.B) { benchmarkPoint(b, "[3, 3]", "-99..99 step 1") }

func benchmarkPoint(b *testing.B, actions, payoffs string) {
	def, diags := format.ReadStudy("s", []byte("sweep: 1\nrandom: {actions: "+actions+", payoffs: "+payoffs+"}\ndraws: 1000\nseed: 1\ncolumns: {n: count}\n"))
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	s, err := New(context.Background(), def, Source{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("study", func(b *testing.B) {
		h := s.newHere()
		var line []byte
		k := int64(0)
		for b.Loop() {
			var err error
			if line, _, err = h.appendRow(context.Background(), line[:0], k%1000); err != nil {
				b.Fatal(err)
			}
			k++
		}
	})
	b.Run("library", func(b *testing.B) {
		r := newRandomTables(s)
		var list []*games.Strategic
		for k := range int64(1000) {
			g := *r.at(k)
			g.Payoffs = slices.Clone(g.Payoffs)
			for p := range g.Payoffs {
				g.Payoffs[p].Small = slices.Clone(g.Payoffs[p].Small)
			}
			list = append(list, &g)
		}
		k := 0
		for b.Loop() {
			if _, err := nash.All(context.Background(), list[k%1000], nash.Options{Workers: 1}); err != nil {
				b.Fatal(err)
			}
			k++
		}
	})
}
