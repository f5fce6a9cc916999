package answer

import "math/big"

// StudyStatus is how far a study in a shared folder is.
type StudyStatus struct {
	Base
	Study   string
	Points  int64
	Shards  int
	Missing []int  // shards, ascending
	List    string // the same as job arrays take them
}

type studyStatusJSON struct {
	Study   string `json:"study"`
	Points  int64  `json:"points"`
	Shards  int    `json:"shards"`
	Done    int    `json:"done"`
	Missing string `json:"missing"`
}

// JSON is the status.
func (s *StudyStatus) JSON(Words) any {
	return studyStatusJSON{s.Study, s.Points, s.Shards, s.Shards - len(s.Missing), s.List}
}

// StudySummary is what the table of answers of a study says as a whole.
type StudySummary struct {
	Base
	Study  string
	Points int64
	// Open is the points at which something is not known.
	Open int64
	// Random: the points were drawn, so that shares estimate probabilities.
	Random  bool
	Shares  []StudyShares
	Numbers []StudyNumbers
	Crosses []StudyCross
}

// StudyShares is how often each answer of a column is given.
type StudyShares struct {
	Column string
	Of     int64 // points with an answer
	Values []StudyShare
	More   int // values beyond those listed
}

// StudyShare is how often an answer is given: Value is "" where there is none.
type StudyShare struct {
	Value string
	Count int64
	Share *big.Rat
	// Low and High are the interval of Clopper and Pearson (1934) for the probability,
	// which covers it with at least 95 %, rounded outwards; nil where nothing is random.
	Low, High *big.Rat
}

// StudyNumbers are order statistics of a column of numbers.
type StudyNumbers struct {
	Column    string
	Of        int64
	Quantiles []StudyQuantile
}

// StudyQuantile is the least value that at least the share At of the values do not
// exceed; At = 0 stands for the least.
type StudyQuantile struct {
	At    *big.Rat
	Value string // exact
	Near  string // its decimal
}

// StudyCross is how often answers of two columns are given together.
type StudyCross struct {
	Rows, Columns    string
	RowValues, Heads []string
	Counts           [][]int64
}

type studySummaryJSON struct {
	Study string `json:"study"`
	reasonsJSON
	Points  int64              `json:"points"`
	Open    int64              `json:"open"`
	Random  bool               `json:"random"`
	Shares  []studySharesJSON  `json:"shares"`
	Numbers []studyNumbersJSON `json:"quantiles"`
	Crosses []studyCrossJSON   `json:"cross_tables"`
}

type studySharesJSON struct {
	Column string           `json:"column"`
	Of     int64            `json:"of"`
	Values []studyShareJSON `json:"values"`
	More   int              `json:"more,omitempty"`
}

type studyShareJSON struct {
	Value    *string  `json:"value"` // null where there is no answer
	Count    int64    `json:"count"`
	Share    string   `json:"share"`
	Interval []string `json:"interval,omitempty"`
}

type studyNumbersJSON struct {
	Column    string              `json:"column"`
	Of        int64               `json:"of"`
	Quantiles []studyQuantileJSON `json:"quantiles"`
}

type studyQuantileJSON struct {
	At      string `json:"at"`
	Value   string `json:"value"`
	Decimal string `json:"decimal"`
}

type studyCrossJSON struct {
	Rows    string    `json:"rows"`
	Columns string    `json:"columns"`
	Values  []string  `json:"row_values"`
	Heads   []string  `json:"column_values"`
	Counts  [][]int64 `json:"counts"`
}

// JSON is the summary.
func (s *StudySummary) JSON(words Words) any {
	out := studySummaryJSON{
		Study: s.Study, reasonsJSON: s.reasonsJSON(words), Points: s.Points, Open: s.Open, Random: s.Random,
		Shares: []studySharesJSON{}, Numbers: []studyNumbersJSON{}, Crosses: []studyCrossJSON{},
	}
	for _, c := range s.Shares {
		j := studySharesJSON{Column: c.Column, Of: c.Of, Values: []studyShareJSON{}, More: c.More}
		for _, v := range c.Values {
			k := studyShareJSON{Count: v.Count, Share: v.Share.RatString()}
			if v.Value != "" {
				k.Value = &v.Value
			}
			if v.Low != nil {
				k.Interval = rats([]*big.Rat{v.Low, v.High})
			}
			j.Values = append(j.Values, k)
		}
		out.Shares = append(out.Shares, j)
	}
	for _, c := range s.Numbers {
		j := studyNumbersJSON{Column: c.Column, Of: c.Of, Quantiles: []studyQuantileJSON{}}
		for _, q := range c.Quantiles {
			j.Quantiles = append(j.Quantiles, studyQuantileJSON{q.At.RatString(), q.Value, q.Near})
		}
		out.Numbers = append(out.Numbers, j)
	}
	for _, c := range s.Crosses {
		out.Crosses = append(out.Crosses, studyCrossJSON{c.Rows, c.Columns, c.RowValues, c.Heads, c.Counts})
	}
	return out
}
