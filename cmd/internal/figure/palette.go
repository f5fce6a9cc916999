package figure

import (
	"fmt"
	"math"
)

// Colours by Okabe and Ito (2008), which stay apart for the common kinds of colour
// blindness, without their yellow, which is too faint for lines, in an order that
// alternates dark and light so that neighbours stay apart in grey.
var okabeIto = [...]Colour{
	{0, 114, 178}, {230, 159, 0}, {0, 158, 115}, {204, 121, 167},
	{213, 94, 0}, {86, 180, 233}, {110, 110, 110},
}

// Plain colours.
var (
	Black = Colour{}
	White = Colour{255, 255, 255}
)

// Grey is a shade from 0, black, to 1, white.
func Grey(x float64) Colour {
	v := uint8(math.Round(255 * x))
	return Colour{v, v, v}
}

// Palette is the k-th colour for lines and marks. With each round of the colours they
// get darker.
func Palette(k int) Colour {
	c := okabeIto[k%len(okabeIto)]
	return c.mix(Black, min(0.6, 0.3*float64(k/len(okabeIto))))
}

// Tint is the k-th colour for areas, on which black text can be read.
func Tint(k int) Colour {
	return okabeIto[k%len(okabeIto)].mix(White, 0.45).mix(Black, min(0.5, 0.2*float64(k/len(okabeIto))))
}

// mix goes the share of the way to another colour.
func (c Colour) mix(d Colour, share float64) Colour {
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-share) + float64(y)*share)) }
	return Colour{part(c.R, d.R), part(c.G, d.G), part(c.B, d.B)}
}

// Shade is a level from 0, pale, to 1, dark, that keeps its order in grey.
func Shade(x float64) Colour {
	return White.mix(okabeIto[0].mix(Black, 0.35*x), 0.08+0.92*x)
}

var dashes = [...][]float64{nil, {6, 3}, {2, 2}, {8, 3, 2, 3}}

// Dash is the pattern of the k-th family of lines; the first is whole.
func Dash(k int) []float64 { return dashes[k%len(dashes)] }

// Hex is the colour as pages write it: #0072b2.
func (c Colour) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
