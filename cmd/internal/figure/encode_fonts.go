//go:build !js

package figure

// encodeFonts writes a scene in a format that has the shapes of its letters inside.
func encodeFonts(s *Scene, f Format) ([]byte, error) {
	if f == PNG {
		return writePNG(s)
	}
	return EncodePages([]*Scene{s})
}
