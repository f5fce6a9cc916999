package figure

// face is one of the fonts of figures.
type face struct {
	name, family, style string // of PostScript; of CSS
	load                func() *parsed
}

// The faces: words, letters of mathematics, its digits and signs, and Chinese.
var (
	sans   = &face{"LiberationSans", "'Liberation Sans',Arial,Helvetica,sans-serif", "normal", sansFont}
	italic = &face{"LiberationSerif-Italic", "'Liberation Serif','Times New Roman',Times,serif", "italic", italicFont}
	serif  = &face{"LiberationSerif", "'Liberation Serif','Times New Roman',Times,serif", "normal", serifFont}
	han    = &face{"DroidSansFallback", "'Droid Sans Fallback','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif", "normal", hanFont}
)

// faces lists all faces, in the order in which formats number them.
var faces = []*face{sans, italic, serif, han}

// faceOf is the face that a character is set in: the one wanted where it has it.
func faceOf(r rune, wanted *face) *face {
	for _, f := range [...]*face{wanted, sans, serif, han} {
		if f.load().has(r) {
			return f
		}
	}
	return wanted
}
