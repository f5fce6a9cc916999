package study

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// points of shard i, from 1.
func (f *Folder) span(i int) span {
	n, k := f.Manifest.Points, int64(f.Manifest.Shards)
	at := func(i int64) int64 { return n/k*i + min(i, n%k) }
	return span{at(int64(i) - 1), at(int64(i))}
}

func (f *Folder) shard(i int) string {
	return filepath.Join(f.Path, shardsName, fmt.Sprintf("%0*d.csv", len(strconv.Itoa(f.Manifest.Shards)), i))
}

// first is the first line of shard i: of what it is.
func (f *Folder) first(i int) string {
	p := f.span(i)
	return fmt.Sprintf("# %s shard %d of %d: points %d to %d\n", f.mark, i, f.Manifest.Shards, p.from, p.to-1)
}

// last is the last line: that it is whole, and at how many points something is not
// known.
func last(incomplete int64) string { return fmt.Sprintf("# end, %d incomplete\n", incomplete) }

// whole reports whether shard i is there. A file that does not begin or end as it
// should is an error: what is written here is whole, so that something else happened.
func (f *Folder) whole(i int) (bool, error) {
	file, err := os.Open(f.shard(i))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrFolder, err)
	}
	defer file.Close()
	want := f.first(i)
	head := make([]byte, len(want))
	if _, err := io.ReadFull(file, head); err != nil || string(head) != want {
		return false, fmt.Errorf("%w: %s is no shard of this study\n\nremove it, and run the shard again", ErrStranger, f.shard(i))
	}
	tail := make([]byte, 64)
	if n, err := file.Seek(0, io.SeekEnd); err == nil {
		from := max(0, n-int64(len(tail)))
		k, _ := file.ReadAt(tail, from)
		tail = tail[:k]
	}
	if at := bytes.LastIndex(tail, []byte("# end, ")); at < 0 || tail[len(tail)-1] != '\n' {
		return false, fmt.Errorf("%w: %s is cut off\n\nremove it, and run the shard again", ErrFolder, f.shard(i))
	}
	return true, nil
}

// Missing lists the shards that are not there, ascending.
func (f *Folder) Missing() ([]int, error) {
	var out []int
	for i := 1; i <= f.Manifest.Shards; i++ {
		switch there, err := f.whole(i); {
		case err != nil:
			return nil, err
		case !there:
			out = append(out, i)
		}
	}
	return out, nil
}

// ArrayList writes ascending numbers as job arrays take them: 1-3,7.
func ArrayList(list []int) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1] == list[j]+1 {
			j++
		}
		part := strconv.Itoa(list[i])
		if j > i {
			part += "-" + strconv.Itoa(list[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ",")
}

// Run computes the shards of a list that are not there. It returns how many points it
// computed.
func (f *Folder) Run(ctx context.Context, list []int, workers int, progress Progress) (points int64, err error) {
	var todo []int
	var spans []span
	total := int64(0)
	for _, i := range list {
		if i < 1 || i > f.Manifest.Shards {
			return 0, fmt.Errorf("%w: there is no shard %d of %d", ErrFolder, i, f.Manifest.Shards)
		}
		there, err := f.whole(i)
		if err != nil {
			return 0, err
		}
		if !there {
			p := f.span(i)
			todo, spans, total = append(todo, i), append(spans, p), total+p.to-p.from
		}
	}
	if len(todo) == 0 {
		return 0, nil
	}
	var text bytes.Buffer
	incomplete := int64(0)
	err = f.study.run(ctx, spans, workers, func(r rows) error {
		text.Write(r.lines)
		incomplete += r.incomplete
		if points += r.points; progress != nil {
			progress(points, total)
		}
		if !r.last {
			return nil
		}
		i := todo[r.span]
		err := create(f.shard(i), func(w io.Writer) error {
			_, err := io.WriteString(w, f.first(i)+text.String()+last(incomplete))
			return err
		})
		text.Reset()
		incomplete = 0
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFolder, err)
		}
		return nil
	})
	return points, err
}

// Merge writes the table of answers of all shards, and returns at how many points
// something is not known. It fails with ErrMissing where a shard is not there.
func (f *Folder) Merge(w Table) (incomplete int64, err error) {
	missing, err := f.Missing()
	if err != nil {
		return 0, err
	}
	if len(missing) > 0 {
		return 0, fmt.Errorf("%w: %s", ErrMissing, ArrayList(missing))
	}
	for i := 1; i <= f.Manifest.Shards; i++ {
		n, err := f.copyShard(i, w)
		if err != nil {
			return 0, fmt.Errorf("%w: %s: %w", ErrFolder, f.shard(i), err)
		}
		incomplete += n
	}
	return incomplete, w.Close()
}

// copyShard writes the rows of a shard.
func (f *Folder) copyShard(i int, w Table) (incomplete int64, err error) {
	file, err := os.Open(f.shard(i))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	data, err := io.ReadAll(bufio.NewReader(file))
	if err != nil {
		return 0, err
	}
	data = data[len(f.first(i)):]
	at := bytes.LastIndex(data, []byte("# end, "))
	if _, err := fmt.Sscanf(string(data[at:]), "# end, %d incomplete", &incomplete); err != nil {
		return 0, err
	}
	return incomplete, w.Rows(data[:at])
}

// Study is the study of the folder.
func (f *Folder) Study() *Study { return f.study }

// Remove removes the folder with what was written into it, and nothing else.
func (f *Folder) Remove() error {
	for i := 1; i <= f.Manifest.Shards; i++ {
		if err := os.Remove(f.shard(i)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	folders := []string{filepath.Join(f.Path, shardsName), f.Path}
	own := []string{specName, gameName, scriptName, manifestName}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), temporary) || strings.HasPrefix(e.Name(), slurmLog) || slices.Contains(own, e.Name()) {
				if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
					return err
				}
			}
		}
		if folder != f.Path {
			if err := os.Remove(folder); err != nil {
				return err
			}
		}
	}
	return os.Remove(f.Path)
}

// Chosen reads I/N, shard I of the N of the folder.
func (f *Folder) Chosen(text string) ([]int, error) {
	i, n, ok := strings.Cut(text, "/")
	k, err := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	switch {
	case !ok || err != nil || err2 != nil:
		return nil, fmt.Errorf("%w: a shard is I/N, such as 3/%d, found %q", ErrFolder, f.Manifest.Shards, text)
	case of != f.Manifest.Shards:
		return nil, fmt.Errorf("%w: it has %d shards, found %q", ErrStranger, f.Manifest.Shards, text)
	case k < 1 || k > of:
		return nil, fmt.Errorf("%w: there is no shard %d of %d", ErrFolder, k, of)
	}
	return []int{k}, nil
}
