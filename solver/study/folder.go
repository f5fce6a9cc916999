package study

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"brink/games"
	"brink/games/format"
)

// Manifest says what the shards of a folder are of. Whoever adds one holds his own
// against it.
type Manifest struct {
	Sweep  int     `json:"sweep"` // the version of the folder's layout
	Brink  string  `json:"brink"` // the version of the program
	Study  string  `json:"study"` // the id
	Spec   string  `json:"spec"`  // SHA-256 of the file of the study
	Game   string  `json:"game"`  // SHA-256 of the file of the game; "" for random ones
	Seed   uint64  `json:"seed"`
	Points int64   `json:"points"`
	Shards int     `json:"shards"`
	Fields []Field `json:"fields"`
}

// layout is the version of the folder's layout.
const layout = 1

// Names in a folder.
const (
	manifestName = "manifest.json"
	specName     = "study.yaml"
	gameName     = "game"
	shardsName   = "shards"
)

// Errors about folders.
var (
	// ErrFolder is wrapped where a folder does not hold what was asked for.
	ErrFolder = errors.New("folder of a study")
	// ErrStranger is wrapped where a folder belongs to another study, game, seed or
	// version.
	ErrStranger = errors.New("the folder belongs to another study")
	// ErrMissing is wrapped where shards are missing that a result needs.
	ErrMissing = errors.New("shards are missing")
)

// Folder is the shared folder of a study: what is needed to compute its shards, and
// those that are done. Everything in it is written under another name first and then
// linked to its own, which fails where there is one already: there are no locks, and
// what is there is whole.
type Folder struct {
	Path     string
	Manifest Manifest
	study    *Study
	mark     string // of the manifest, in every shard
}

// MaxShards bounds the number of files.
const MaxShards = 100_000

// DefaultShards is how many shards a study has where nobody says: enough that little is
// lost with one, and no more than a job array of Slurm has by default.
func DefaultShards(points int64) int { return int(min(points, max(256, min(points/8192, 1000)))) }

// Plan makes the folder of a study, or opens it where it is there. The game is the
// file of it; nil for random ones.
func (s *Study) Plan(path string, game []byte, version string, shards int) (*Folder, error) {
	if shards < 1 || int64(shards) > s.Points || shards > MaxShards {
		return nil, fmt.Errorf("%w: a study of %d points has from 1 to %d shards, found %d", ErrFolder, s.Points, min(s.Points, MaxShards), shards)
	}
	m := Manifest{Sweep: layout, Brink: version, Study: s.Def.ID, Spec: hash(s.spec.Data), Seed: s.Def.Seed, Points: s.Points, Shards: shards, Fields: s.Fields}
	if s.Def.Random == nil {
		m.Game = hash(game)
	}
	f := &Folder{Path: path, Manifest: m, study: s}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	f.mark = hash(text)[:16]
	if there, err := readManifest(path); err == nil {
		return f, there.differs(m)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(path, shardsName), 0o755); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFolder, err)
	}
	type file struct {
		name string
		data []byte
	}
	files := []file{{specName, s.spec.Data}, {gameName, game}, {manifestName, append(text, '\n')}}
	for _, x := range files { // the manifest last: then all is there
		if x.data == nil {
			continue
		}
		err := create(filepath.Join(path, x.name), func(w io.Writer) error { _, err := w.Write(x.data); return err })
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFolder, err)
		}
	}
	// Another who planned at the same time may have been first.
	there, err := readManifest(path)
	if err != nil {
		return nil, err
	}
	return f, there.differs(m)
}

// readManifest reads the manifest of a folder.
func readManifest(path string) (*Manifest, error) {
	data, err := os.ReadFile(filepath.Join(path, manifestName))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFolder, err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFolder, filepath.Join(path, manifestName), err)
	}
	return m, nil
}

// differs says in what another's manifest differs.
func (m *Manifest) differs(own Manifest) error {
	var what []string
	there, here := reflect.ValueOf(*m), reflect.ValueOf(own)
	for i := range there.NumField() {
		if x, y := there.Field(i).Interface(), here.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			name := there.Type().Field(i).Tag.Get("json")
			if there.Field(i).Kind() == reflect.Slice || len(fmt.Sprint(x)) == sha256.Size*2 {
				what = append(what, name)
			} else {
				what = append(what, fmt.Sprintf("%s is %v there and %v here", name, x, y))
			}
		}
	}
	if what == nil {
		return nil
	}
	return fmt.Errorf("%w: it differs in %s", ErrStranger, strings.Join(what, ", "))
}

// Open opens a folder that was planned, for a program of the same version.
func Open(ctx context.Context, path, version string) (*Folder, error) {
	there, err := readManifest(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: %s has no %s\n\nbrink sweep plan SPEC -o FOLDER makes one", ErrFolder, path, manifestName)
		}
		return nil, err
	}
	// The version first: another layout may be read wrongly, and say something else.
	if err := there.differs(Manifest{layout, version, there.Study, there.Spec, there.Game, there.Seed, there.Points, there.Shards, there.Fields}); err != nil {
		return nil, err
	}
	spec := Source{Name: filepath.Join(path, specName)}
	if spec.Data, err = os.ReadFile(spec.Name); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFolder, err)
	}
	def, diags := format.ReadStudy(spec.Name, spec.Data)
	if diags.HasErrors() {
		return nil, diags
	}
	def.ID = there.Study // where it was named after its file
	game := Source{Name: filepath.Join(path, gameName)}
	if def.Random == nil {
		if game.Data, err = os.ReadFile(game.Name); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFolder, err)
		}
	}
	s, err := Read(ctx, def, spec, game)
	if err != nil {
		return nil, err
	}
	return s.Plan(path, game.Data, version, there.Shards)
}

// Read readies a study from its definition and the file of its game.
func Read(ctx context.Context, def *games.Study, spec, game Source) (*Study, error) {
	if def.Random != nil {
		return New(ctx, def, spec, nil)
	}
	f, diags := format.ReadClaims(game.Name, game.Data, "")
	if diags.HasErrors() && f == nil {
		return nil, diags
	}
	return New(ctx, def, spec, f.Model)
}

func hash(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// create makes a file of what write writes: whole, on disk, and only where there is
// none of the name. One that is there stays, and is no error: whoever writes under a
// name here writes the same.
func create(name string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), temporary+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	err = write(tmp)
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	switch err := os.Link(tmp.Name(), name); {
	case err == nil || errors.Is(err, fs.ErrExist):
		return nil
	}
	// A file system without links: who comes second replaces it by the same.
	return os.Rename(tmp.Name(), name)
}

// temporary begins the names of files that are not whole.
const temporary = ".part-"
