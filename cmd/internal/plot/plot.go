// Package plot draws what brink computes: learning over time, maps of parameter
// space, payoff sets. Pictures are SVG or PNG by the ending of the file name,
// the same bytes for the same input, legible without colour vision and with
// legends beside the data. Coordinates are floating point: a plot is
// approximate, the numbers behind it need not be.
package plot

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"brink/cmd/internal/output"
)

var (
	// ErrPath is wrapped by the errors about the file name of a plot.
	ErrPath = errors.New("cannot plot to this file")
	// ErrNoData is wrapped by the errors about input that leaves nothing to draw.
	ErrNoData = errors.New("nothing to plot")
)

// CheckPath reports whether a plot can be written to a file of this name, so
// that a command can refuse before it computes for long. The error says which
// name would do.
func CheckPath(path string) error {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	switch strings.ToLower(ext) {
	case ".svg", ".png":
		if strings.TrimSuffix(filepath.Base(path), ext) == "" {
			return fmt.Errorf("%w: %q is only an ending; use %q", ErrPath, path, stem+"plot"+ext)
		}
		return nil
	case "":
		return fmt.Errorf("%w: %q has no ending that tells the format; use %q or %q", ErrPath, path, path+".svg", path+".png")
	}
	return fmt.Errorf("%w: plots are SVG or PNG, not %s; use %q or %q", ErrPath, ext, stem+".svg", stem+".png")
}

// dotsPerInch is the resolution of PNG files.
const dotsPerInch = 160

// save draws a picture, writes it to path (unless path is "") and returns it as
// SVG whatever the format of the file.
func save(path string, width, height vg.Length, paint func(draw.Canvas)) ([]byte, error) {
	if path != "" {
		if err := CheckPath(path); err != nil {
			return nil, err
		}
	}
	vector := vgsvg.New(width, height)
	paint(draw.New(vector))
	var b bytes.Buffer
	if _, err := vector.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("drawing %s: %w", path, err)
	}
	// Readers without the Liberation fonts get metric-compatible ones.
	svg := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"))
	out := svg
	if strings.EqualFold(filepath.Ext(path), ".png") {
		raster := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dotsPerInch))
		paint(draw.New(raster))
		b.Reset()
		if _, err := (vgimg.PngCanvas{Canvas: raster}).WriteTo(&b); err != nil {
			return nil, fmt.Errorf("drawing %s: %w", path, err)
		}
		out = b.Bytes()
	}
	if path != "" {
		if err := output.Write(path, out); err != nil {
			return nil, fmt.Errorf("writing the plot: %w", err)
		}
	}
	return svg, nil
}

// Colours by Okabe and Ito (2008), which stay apart for the common kinds of
// colour blindness, without their yellow, which is too faint for lines.
var okabeIto = [...]color.NRGBA{
	{0, 114, 178, 255}, {213, 94, 0, 255}, {0, 158, 115, 255}, {204, 121, 167, 255},
	{230, 159, 0, 255}, {86, 180, 233, 255}, {70, 70, 70, 255},
}

// lineColour is the k-th colour for lines; dashes tell repetitions apart.
func lineColour(k int) color.NRGBA { return okabeIto[k%len(okabeIto)] }

// fillColour is the k-th colour for areas: lighter than for lines, and lighter
// still with each repetition.
func fillColour(k int) color.NRGBA {
	c := okabeIto[k%len(okabeIto)]
	mix := 0.35 + 0.25*float64(k/len(okabeIto)%3)
	lighten := func(x uint8) uint8 { return uint8(math.Round(float64(x) + (255-float64(x))*mix)) }
	return color.NRGBA{lighten(c.R), lighten(c.G), lighten(c.B), 255}
}

var dashes = [...][]vg.Length{nil, {6, 3}, {2, 2}, {8, 3, 2, 3}}

// dash is the pattern of the k-th family of lines.
func dash(k int) []vg.Length { return dashes[k%len(dashes)] }

// sans sets a text style in the sans-serif face.
func sans(t *text.Style, size float64) {
	t.Font.Variant = "Sans"
	t.Font.Size = vg.Points(size)
}

// newPlot is an empty plot in the common style.
func newPlot(title, x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil // sheet has painted it
	lines := plotter.NewGrid()
	lines.Vertical.Color, lines.Horizontal.Color = color.Gray{225}, color.Gray{225}
	lines.Vertical.Width, lines.Horizontal.Width = vg.Points(0.5), vg.Points(0.5)
	p.Add(lines)
	p.Title.Text = label(title)
	p.Title.Padding = vg.Points(8)
	sans(&p.Title.TextStyle, 13)
	for _, a := range []struct {
		axis *plot.Axis
		name string
	}{{&p.X, x}, {&p.Y, y}} {
		a.axis.Label.Text = label(a.name)
		a.axis.Label.Padding = vg.Points(4)
		sans(&a.axis.Label.TextStyle, 11)
		sans(&a.axis.Tick.Label, 10)
		a.axis.LineStyle.Width = vg.Points(0.7)
		a.axis.Tick.LineStyle.Width = vg.Points(0.7)
		a.axis.Padding = vg.Points(3)
	}
	return p
}

// newLegend is an empty legend in the common style, to be drawn beside the data.
func newLegend() plot.Legend {
	l := plot.NewLegend()
	sans(&l.TextStyle, 10)
	l.Top, l.Left = true, true
	l.Padding = vg.Points(3)
	l.ThumbnailWidth = vg.Points(22)
	return l
}

// legendGap separates data and legend.
const legendGap = 14

// legendWidth is the width of a legend's strip.
func legendWidth(l *plot.Legend) vg.Length {
	r := l.Rectangle(draw.Canvas{})
	return r.Max.X - r.Min.X
}

// maxStrip is the width of a legend beyond which it is set below the data.
const maxStrip = 2.4 * vg.Inch

// compose saves a plot with its legend beside the data, or below where it would
// take too much of the width; then the picture is that much higher.
func compose(path string, width, height vg.Length, p *plot.Plot, l *plot.Legend) ([]byte, error) {
	r := l.Rectangle(draw.Canvas{})
	below := vg.Length(0)
	if legendWidth(l) > maxStrip {
		below = r.Max.Y - r.Min.Y + 2*legendGap
	}
	return save(path, width, height+below, func(c draw.Canvas) {
		c = sheet(c)
		data, strip := c, c
		if below > 0 {
			data.Min.Y += below
			strip.Max.Y = data.Min.Y - legendGap
			p.Draw(data)
			strip.Min.X = p.DataCanvas(data).Min.X
		} else {
			data.Max.X -= legendWidth(l) + legendGap
			strip.Min.X = data.Max.X + legendGap
			p.Draw(data)
			strip.Max.Y = p.DataCanvas(data).Max.Y
		}
		l.Draw(strip)
	})
}

// sheet paints a canvas white, for viewers with a dark background, and returns
// it without its margins.
func sheet(c draw.Canvas) draw.Canvas {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	return draw.Crop(c, 10, -12, 10, -10)
}

// Texts in pictures are cut to so many characters: titles and names of axes and
// regions; entries of a legend that must stand beside the data.
const (
	maxLabel = 80
	maxEntry = 32
)

// label makes a text fit for a picture.
func label(s string) string { return shorten(s, maxLabel) }

// shorten makes a text one line without control characters, of at most limit
// characters.
func shorten(s string, limit int) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if r := []rune(s); len(r) > limit {
		s = strings.TrimRight(string(r[:limit-1]), " ") + "…"
	}
	return s
}

// decades marks a logarithmic axis at powers of ten, and at their multiples
// without labels; where there are fewer than two powers in the range it labels
// 2 and 5 as well.
type decades struct{}

func (decades) Ticks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	first, last := int(math.Floor(math.Log10(low))), int(math.Ceil(math.Log10(high)))
	few := math.Log10(high)-math.Log10(low) < 2
	every := max(1, (last-first)/8)
	for e := first; e <= last; e++ {
		for m := 1; m <= 9; m++ {
			v := float64(m) * math.Pow(10, float64(e))
			if v < low*(1-1e-9) || v > high*(1+1e-9) {
				continue
			}
			t := plot.Tick{Value: v}
			if m == 1 && e%every == 0 || few && (m == 2 || m == 5) {
				t.Label = powerLabel(m, e)
			}
			ticks = append(ticks, t)
		}
	}
	return ticks
}

// powerLabel writes m times ten to the e: plainly between 1/1000 and 1000.
func powerLabel(m, e int) string {
	if e >= -3 && e <= 3 {
		return strconv.FormatFloat(float64(m)*math.Pow(10, float64(e)), 'f', max(0, -e), 64)
	}
	power := "10" + strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(strconv.Itoa(e))
	if m == 1 {
		return power
	}
	return strconv.Itoa(m) + "·" + power
}
