//go:build !js

package figure

import (
	"encoding/binary"
	"slices"
)

// subset cuts a TrueType font down to some glyphs and what these are composed of,
// numbered in the order given, glyph 0 first: a font without names and characters, as
// PDF embeds it. order lists the old numbers by the new ones. Tables are those of the
// OpenType specification, version 1.9; hints are kept.
func subset(data []byte, glyphs []uint16) (out []byte, order []uint16) {
	t := tables(data)
	loca := offsets(t)
	glyphData := func(g uint16) []byte {
		if int(g)+1 >= len(loca) {
			return nil
		}
		return t["glyf"][loca[g]:loca[g+1]]
	}
	order = []uint16{0}
	number := map[uint16]uint16{0: 0}
	add := func(g uint16) {
		if _, ok := number[g]; !ok {
			number[g] = uint16(len(order))
			order = append(order, g)
		}
	}
	for _, g := range glyphs {
		add(g)
	}
	for i := 0; i < len(order); i++ { // order grows by components
		components(glyphData(order[i]), func(at []byte) { add(binary.BigEndian.Uint16(at)) })
	}

	var glyf, places, widths []byte
	metrics := int(binary.BigEndian.Uint16(t["hhea"][34:]))
	for _, g := range order {
		places = binary.BigEndian.AppendUint32(places, uint32(len(glyf)))
		d := slices.Clone(glyphData(g))
		components(d, func(at []byte) { binary.BigEndian.PutUint16(at, number[binary.BigEndian.Uint16(at)]) })
		glyf = append(glyf, d...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		// Glyphs beyond the last metric have its width and a bearing of their own.
		if int(g) < metrics {
			widths = append(widths, t["hmtx"][4*int(g):4*int(g)+4]...)
		} else {
			widths = append(widths, t["hmtx"][4*(metrics-1):4*(metrics-1)+2]...)
			at := 4*metrics + 2*(int(g)-metrics)
			widths = append(widths, t["hmtx"][at:at+2]...)
		}
	}
	places = binary.BigEndian.AppendUint32(places, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(t["head"]), slices.Clone(t["hhea"]), slices.Clone(t["maxp"])
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	parts := map[string][]byte{"glyf": glyf, "head": head, "hhea": hhea, "hmtx": widths, "loca": places, "maxp": maxp}
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if d, ok := t[hints]; ok {
			parts[hints] = d
		}
	}
	return assemble(parts), order
}

// tables are the tables of a TrueType font by their tags.
func tables(data []byte) map[string][]byte {
	out := make(map[string][]byte)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		r := data[12+16*i:]
		at, n := binary.BigEndian.Uint32(r[8:]), binary.BigEndian.Uint32(r[12:])
		out[string(r[:4])] = data[at : at+n]
	}
	return out
}

// offsets are the places of glyphs in the table glyf, one more than there are glyphs.
func offsets(t map[string][]byte) []uint32 {
	loca := t["loca"]
	var out []uint32
	if binary.BigEndian.Uint16(t["head"][50:]) == 0 {
		for i := 0; i+1 < len(loca); i += 2 {
			out = append(out, 2*uint32(binary.BigEndian.Uint16(loca[i:])))
		}
		return out
	}
	for i := 0; i+3 < len(loca); i += 4 {
		out = append(out, binary.BigEndian.Uint32(loca[i:]))
	}
	return out
}

// Flags of a component of a glyph.
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	moreFollow    = 1 << 5
	twoScales     = 1 << 6
	matrix        = 1 << 7
)

// components yields where the numbers of the components of a composite glyph stand.
func components(glyph []byte, yield func(at []byte)) {
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return
	}
	for at := glyph[10:]; ; {
		flags := binary.BigEndian.Uint16(at)
		yield(at[2:4])
		size := 6
		if flags&wordArguments != 0 {
			size = 8
		}
		switch {
		case flags&oneScale != 0:
			size += 2
		case flags&twoScales != 0:
			size += 4
		case flags&matrix != 0:
			size += 8
		}
		if flags&moreFollow == 0 {
			return
		}
		at = at[size:]
	}
}

// assemble writes a TrueType font of tables.
func assemble(parts map[string][]byte) []byte {
	var tags []string
	for tag := range parts {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	n := len(tags)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	var out []byte
	out = binary.BigEndian.AppendUint32(out, 0x00010000)
	for _, x := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(x))
	}
	at := 12 + 16*n
	var body []byte
	for _, tag := range tags {
		d := parts[tag]
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(d))
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(d)))
		body = append(body, d...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// checksum sums a table in words.
func checksum(d []byte) uint32 {
	var sum uint32
	for len(d) > 0 {
		var word [4]byte
		d = d[copy(word[:], d):]
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
