package study

import (
	"context"
)

// PartsOf is the folder in which Local keeps what is done of a file.
func PartsOf(name string) string { return name + ".parts" }

// Local computes a study on this machine into a file. What is done is kept in a folder
// beside it until the file is whole, so that a run that was ended, in whatever way, is
// taken up where it was by another of the same study. The summary is nil unless it is
// asked for.
func (s *Study) Local(ctx context.Context, name string, game []byte, version string, workers int, summary *Summary, progress Progress) (incomplete int64, err error) {
	if _, err := FormOf(name); err != nil {
		return 0, err
	}
	f, err := s.Plan(PartsOf(name), game, version, DefaultShards(s.Points))
	if err != nil {
		return 0, err
	}
	missing, err := f.Missing()
	if err != nil {
		return 0, err
	}
	if _, err := f.Run(ctx, missing, workers, progress); err != nil {
		return 0, err
	}
	if incomplete, err = f.WriteFile(name, summary); err != nil {
		return incomplete, err
	}
	return incomplete, f.Remove()
}

// WriteFile merges all shards into a file, counting into summary where there is one.
func (f *Folder) WriteFile(name string, summary *Summary) (incomplete int64, err error) {
	err = f.study.WriteFile(name, func(t Table) error {
		incomplete, err = f.Merge(summary.before(t))
		return err
	})
	return incomplete, err
}

// before is the summary as a table that hands on to t; t itself for none.
func (t *Summary) before(next Table) Table {
	if t == nil {
		return next
	}
	t.next = next
	return t
}

// Done is how many points the shards in the folder hold.
func (f *Folder) Done() (points int64, err error) {
	missing, err := f.Missing()
	if err != nil {
		return 0, err
	}
	points = f.Manifest.Points
	for _, i := range missing {
		p := f.span(i)
		points -= p.to - p.from
	}
	return points, nil
}
