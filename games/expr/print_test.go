package expr

import "testing"

func TestPrinterReadsLikeATextbook(t *testing.T) {
	names := Names{"T", "R", "P", "S", "phi", "c", "delta"}
	pr := Printer{Names: names}
	for _, c := range []struct{ in, want string }{
		{"(T-R)/(T-P)", "(T - R)/(T - P)"},
		{"(R-T)/(P-T)", "(T - R)/(T - P)"},
		{"1/2-phi-c", "1/2 - phi - c"},
		{"phi/c", "phi/c"},
		{"1-phi/c", "1 - phi/c"}, {"1/2 - c + phi^2/c", "1/2 - c + phi^2/c"}, {"(T-R)/c", "(T - R)/c"}, {"phi/c - 1", "phi/c - 1"},
		{"(P-S)/((P-S)+(R-T))", "(S - P)/(T - R - P + S)"},
		{"(R*P-S*T)/((R-T)+(P-S))", "(T*S - R*P)/(T - R - P + S)"},
		{"-phi^2/2", "-phi^2/2"},
		{"2/(3*c*phi)", "2/(3*phi*c)"},
		{"(c+1)^2*(phi-1)", "(phi - 1)*(c + 1)^2"},
	} {
		v, _, err := CompileValue(c.in, names)
		if err != nil {
			if c.want != "" {
				t.Errorf("%s: %v", c.in, err)
			}
			continue
		}
		r, _ := v.Ratio()
		if got := pr.Ratio(r); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"phi <= c", "phi <= c"}, {"c >= phi", "phi <= c"}, {"phi >= 0", "phi >= 0"}, {"0 <= phi", "phi >= 0"},
		{"not (phi > c and c > 0)", "phi <= c or c <= 0"},
		{"0 < phi <= 1 => c = 2", "phi <= 0 or phi > 1 or c = 2"},
		{"T - R >= 2*P", ""},
		{"1/c > 2", ""},
	} {
		f, _, err := CompileFormula(c.in, names)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if got := pr.Formula(f); got != c.want {
			if c.want == "" {
				t.Log(c.in, "->", got)
				continue
			}
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}
