package format

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/expr"
)

// StudyVersion is the version of study files that this package reads.
const StudyVersion = "1"

// maxStudyColumns bounds the questions of a study.
const maxStudyColumns = 200

// studyReader reads the file of a study.
type studyReader struct {
	*decoder
	study *games.Study
	named map[string]*yaml.Node // what names a column of the table of answers
}

// ReadStudy reads the file of a study. The name is for messages and for the default
// ID. Unless the diagnostics have errors there is a study, and warnings only. Whether
// its game has the parameters, profiles and claims that it speaks of is not looked at.
func ReadStudy(name string, data []byte) (*games.Study, Diagnostics) {
	s := newSource(name, decodeText(data, YAML))
	switch {
	case len(data) > maxYAMLBytes:
		s = &source{file: name}
		s.errorf("", "the file has %d bytes; at most %d are read", len(data), maxYAMLBytes)
		return nil, s.result()
	case strings.TrimSpace(s.text) == "":
		s.errorf("", "the file is empty")
		return nil, s.result()
	}
	t := parseTree(s)
	if t == nil {
		return nil, s.result()
	}
	r := &studyReader{
		decoder: &decoder{tree: t, g: &games.Game{}, scope: newScope(), numbers: make(map[string]expr.Value)},
		study:   &games.Study{Draws: 1}, named: make(map[string]*yaml.Node),
	}
	r.read()
	ds := s.result()
	if ds.HasErrors() {
		return nil, ds
	}
	if r.study.ID == "" {
		r.study.ID = idFromName(name)
	}
	return r.study, ds
}

func (r *studyReader) read() {
	f := r.fields(r.root, "a study", "sweep", "id", "name", "description", "game", "random", "axes", "draws", "seed", "columns")
	if f == nil {
		return
	}
	if e := f["sweep"]; e.key == nil {
		r.errorAtNode(r.first(), "begin the file with sweep: 1", "the file does not give the version of its format")
	} else if v, ok := r.text(e, "the version"); ok && v != StudyVersion {
		r.errorAtNode(e.value, "write sweep: 1", "found format version %q, which is not known here", abbreviate(v))
	}
	r.about(f)
	r.study.ID, r.study.Name, r.study.Description = r.g.ID, r.g.Name, r.g.Description
	game, random := f["game"], f["random"]
	switch {
	case game.key != nil && random.key != nil:
		r.errorAtNode(random.key, "keep one of them", "found both a game and random ones")
	case game.key != nil:
		if text, ok := r.text(game, "a game"); ok {
			r.study.Game, r.study.GameAt = text, r.placeOf(game.value)
		}
	case random.key != nil:
		r.random(random.value)
	default:
		r.errorAtNode(r.first(), "write game: first-strike, or random: {actions: [2, 2], payoffs: -9..9 step 1}", "the study has no game")
	}
	if e := f["axes"]; e.key != nil {
		r.axes(e.value)
	}
	r.draws(f["draws"], f["seed"])
	r.columns(f["columns"])
	if _, ok := r.study.Points(); !ok {
		r.errorAtNode(f["axes"].key, "", "the study has more than 2^62 points")
	}
}

func (r *studyReader) placeOf(n *yaml.Node) games.Place {
	return games.Place{File: r.file, Line: n.Line, Column: n.Column}
}

// random reads random: {actions, payoffs}.
func (r *studyReader) random(n *yaml.Node) {
	f := r.fields(n, "random games", "actions", "players", "payoffs")
	if f == nil {
		return
	}
	g := &games.RandomGame{}
	r.study.Random = g
	switch actions, players := f["actions"], f["players"]; {
	case actions.key != nil && players.key != nil:
		r.errorAtNode(players.key, "keep one of them", "found both players and their numbers of actions")
	case players.key != nil:
		r.readPlayers(players)
		g.Players = r.g.Players
	case actions.key != nil:
		parts, _ := r.list(actions.value, "numbers of actions", false)
		for i, p := range parts {
			k, err := strconv.Atoi(p.Value)
			if err != nil || k < 1 || k > maxRandomActions {
				r.errorAtNode(p, "write actions: [2, 2], one for each player", "found %q where a number of actions from 1 to %d was expected", abbreviate(p.Value), maxRandomActions)
				return
			}
			names := make([]string, k)
			for a := range names {
				names[a] = strconv.Itoa(a + 1)
			}
			g.Players = append(g.Players, games.NewPlayer("P"+strconv.Itoa(i+1), names))
		}
		if len(g.Players) == 0 {
			r.errorAtNode(actions.value, "write actions: [2, 2], one for each player", "found no players")
		}
	default:
		r.errorAtNode(n, "write actions: [2, 2], or players: as in a game file", "the random games have no players")
	}
	cells := len(g.Players)
	for _, p := range g.Players {
		if cells *= len(p.Actions); cells > maxRandomCells {
			r.errorAtNode(n, "", "the random games have more than %d payoffs", maxRandomCells)
			return
		}
	}
	e := f["payoffs"]
	switch {
	case e.key == nil:
		r.errorAtNode(n, "write payoffs: -9..9 step 1, a list, or ranking", "the random games have no payoffs")
	case e.value.Kind == yaml.ScalarNode && e.value.Value == "ranking":
	default:
		g.Payoffs = r.draw(e.value)
	}
}

// Bounds on random games.
const (
	maxRandomActions = 100
	maxRandomCells   = 10_000
)

// draw reads the values of a random number: a grid or a list.
func (r *studyReader) draw(n *yaml.Node) *games.Draw {
	if n.Kind == yaml.SequenceNode {
		values := r.numbersOf(n)
		if len(values) == 0 {
			return nil
		}
		return &games.Draw{Values: values, Count: uint64(len(values))}
	}
	src, ok := r.scalar(n, nil, "random numbers")
	if !ok {
		return nil
	}
	low, step, count := r.steps(n, src)
	switch {
	case count == nil:
		return nil
	case !count.IsUint64():
		r.errorAtNode(n, gridHint, "there are more than 2^64 numbers to draw from")
		return nil
	}
	return &games.Draw{Low: low, Step: step, Count: count.Uint64()}
}

// numbersOf reads a list of numbers.
func (r *studyReader) numbersOf(n *yaml.Node) []*big.Rat {
	parts, ok := r.list(n, "numbers", true)
	if ok && len(parts) == 0 {
		r.errorAtNode(n, "", "found no numbers")
	}
	var out []*big.Rat
	for _, p := range parts {
		if v := r.constant(p); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// axes reads axes: parameters with what they run through. A key may name several
// parameters that are drawn, or run, alike.
func (r *studyReader) axes(n *yaml.Node) {
	es, _ := r.entries(n, "axes")
	for _, e := range es {
		for name := range strings.SplitSeq(e.key.Value, ",") {
			name = strings.TrimSpace(name)
			if !expr.ValidName(name) {
				r.errorAtNode(e.key, "", "%q cannot be the name of a parameter", abbreviate(name))
				continue
			}
			if !r.name(e.key, name) {
				continue
			}
			a := games.Axis{Name: name, At: r.placeOf(e.key)}
			if e.value.Kind != yaml.MappingNode {
				a.Values = r.numbersOf(e.value)
			} else {
				f := r.fields(e.value, "an axis", "grid", "random")
				switch grid, random := f["grid"], f["random"]; {
				case (grid.key == nil) == (random.key == nil):
					r.errorAtNode(e.value, `write a list of numbers, {grid: "0..1 step 1/10"} or {random: "0..1 step 1/1000"}`, "found no values of %s", name)
				case grid.key != nil:
					if src, ok := r.text(grid, "a grid"); ok {
						a.Values = r.grid(grid.value, src)
					}
				default:
					a.Draw = r.draw(random.value)
				}
			}
			r.study.Axes = append(r.study.Axes, a)
		}
	}
}

// name takes a name of a column of the table of answers.
func (r *studyReader) name(n *yaml.Node, name string) bool {
	for _, own := range []string{"point", "assumed", "complete"} {
		if name == own {
			r.errorAtNode(n, "", "the name %s is taken: every table has a column of this name", own)
			return false
		}
	}
	if strings.HasSuffix(name, "_decimal") {
		r.errorAtNode(n, "", "names that end in _decimal are those of decimals beside exact numbers")
		return false
	}
	if first, ok := r.named[name]; ok {
		r.errorAtNode(n, "", "the name %s is already taken in line %d", name, first.Line)
		return false
	}
	r.named[name] = n
	return true
}

func (r *studyReader) draws(draws, seed entry) {
	random := r.study.IsRandom()
	if draws.key != nil {
		text, ok := r.text(draws, "a number of draws")
		k, err := strconv.ParseInt(text, 10, 64)
		switch {
		case !ok:
		case err != nil || k < 1:
			r.errorAtNode(draws.value, "", "found %q where a number of draws from 1 was expected", abbreviate(text))
		case !random:
			r.errorAtNode(draws.key, "an axis is drawn by {random: \"0..1 step 1/1000\"}", "nothing in this study is random")
		default:
			r.study.Draws = k
		}
	} else if random {
		r.errorAtNode(r.first(), "write draws: 1000, how many points are drawn", "the study does not say how many random points there are")
	}
	switch text, ok := "", true; {
	case seed.key != nil:
		if text, ok = r.text(seed, "a seed"); !ok {
			return
		}
		k, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			r.errorAtNode(seed.value, "", "found %q where a seed, a whole number from 0, was expected", abbreviate(text))
		}
		r.study.Seed = k
	case random:
		r.errorAtNode(r.first(), "write seed: 1", "the study is random and has no seed")
	}
}

// columns reads columns: names with questions.
func (r *studyReader) columns(e entry) {
	if e.key == nil {
		r.errorAtNode(r.first(), "write columns: {equilibria: count}", "the study asks nothing")
		return
	}
	es, _ := r.entries(e.value, "columns")
	if len(es) > maxStudyColumns {
		r.errorAtNode(e.key, "", "found %d columns; at most %d are read", len(es), maxStudyColumns)
		return
	}
	if len(es) == 0 {
		r.errorAtNode(e.key, "write columns: {equilibria: count}", "the study asks nothing")
	}
	for _, e := range es {
		if !r.checkLabel(e.key, "a column") || !r.name(e.key, e.key.Value) {
			continue
		}
		if c, ok := r.column(e.value); ok {
			c.Name = e.key.Value
			r.study.Columns = append(r.study.Columns, c)
		}
	}
}

// column reads a question: count, or {holds: "nash(a, b)"} and so on.
func (r *studyReader) column(n *yaml.Node) (c games.StudyColumn, ok bool) {
	const hint = `write count, {holds: "nash(a, b)"}, {row: "(a, b)"}, {critical: [grim, grim]}, {verdict: ID}, {payoff: PLAYER} or {value: "1 - c"}`
	if n.Kind == yaml.ScalarNode && n.Value == string(games.StudyCount) {
		return games.StudyColumn{Question: games.StudyCount, Args: []string{games.CountAll}, At: r.placeOf(n)}, true
	}
	if n.Kind != yaml.MappingNode {
		r.errorAtNode(n, hint, "found %s where a question was expected", kindName(n))
		return c, false
	}
	keys := []string{"is"}
	for _, q := range games.StudyQuestions() {
		keys = append(keys, string(q))
	}
	f := r.fields(n, "a question", keys...)
	for _, q := range games.StudyQuestions() {
		e := f[string(q)]
		if e.key == nil {
			continue
		}
		if c.Question != "" {
			r.errorAtNode(e.key, "give each question a column of its own", "found two questions, %s and %s", c.Question, q)
			return c, false
		}
		c.Question, c.At = q, r.placeOf(e.value)
		if q == games.StudyCritical {
			c.Args = r.texts(e, "an automaton")
		} else if text, ok := r.text(e, "what is asked"); ok {
			c.Args = []string{text}
		}
		if len(c.Args) == 0 {
			return c, false
		}
		if q == games.StudyCount && !slices.Contains(games.Counts(), c.Args[0]) {
			r.errorAtNode(e.value, suggest(c.Args[0], games.Counts()), "%q is nothing that is counted", abbreviate(c.Args[0]))
			return c, false
		}
	}
	if c.Question == "" {
		if f != nil {
			r.errorAtNode(n, hint, "found no question")
		}
		return c, false
	}
	if e := f["is"]; e.key != nil {
		if c.Question != games.StudyRow {
			r.errorAtNode(e.key, `it goes with row, as in {row: "(a, b)", is: strict}`, "a %s has no columns", c.Question)
			return c, false
		}
		c.Is, _ = r.text(e, "a column of the table of conditions")
	}
	return c, true
}
