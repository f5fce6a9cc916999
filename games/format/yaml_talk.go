package format

import (
	"slices"

	"brink/games"
)

// maxTalkLeaves bounds the trees of games with talk.
const maxTalkLeaves = 1 << 14

// talkForm reads a game in strategic form or with types before which players talk;
// it is a tree.
func (d *decoder) talkForm(f map[string]entry) games.Model {
	m := d.bayesianForm(f)
	b := m.(*games.Bayesian)
	e := f["talk"]
	talk := d.talk(b, e)
	if b.Densities != nil || b.Common != nil {
		d.errorAtNode(e.key, "list the types: {low: {prob: 1/2}, high: {prob: 1/2}}", "players talk of listed types, found types that are numbers from a range")
	}
	empty := &games.Tree{Defined: b.Defined}
	if d.diags.HasErrors() {
		return empty
	}
	if _, err := b.TalkSize(talk, maxTalkLeaves); err != nil {
		d.errorAtNode(e.key, "", "%v", err)
		return empty
	}
	return b.WithTalk(talk)
}

// talk reads {PLAYER: [MESSAGE, …], …}.
func (d *decoder) talk(b *games.Bayesian, e entry) []games.Talk {
	es, ok := d.entries(e.value, "who may say what")
	if !ok {
		d.hintLast("write talk: {Sender: [yes, no]}")
		return nil
	}
	if len(es) == 0 {
		d.errorAtNode(e.key, "write talk: {Sender: [yes, no]}", "nobody says anything")
	}
	var out []games.Talk
	for _, s := range es {
		p := d.playerIndex(s.key.Value)
		if p < 0 {
			d.errorAtNode(s.key, suggest(s.key.Value, d.playerNames()), "%q is not a player", abbreviate(s.key.Value))
			continue
		}
		list, ok := d.list(s.value, "messages", false)
		if !ok {
			continue
		}
		t := games.Talk{Player: p}
		for _, n := range list {
			switch {
			case !d.checkLabel(n, "a message"):
			case slices.Contains(t.Messages, n.Value):
				d.errorAtNode(n, "", "the message %q stands twice", abbreviate(n.Value))
			default:
				t.Messages = append(t.Messages, n.Value)
			}
		}
		if len(list) < 2 {
			d.errorAtNode(s.key, "write "+s.key.Value+": [yes, no]", "%s has %s; talk takes two at least", s.key.Value, plural(len(list), "message"))
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b games.Talk) int { return a.Player - b.Player })
	return out
}
