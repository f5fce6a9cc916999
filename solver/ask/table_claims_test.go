package ask

import (
	"context"
	"slices"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
)

// TestTableClaims has the rows of tables proved as claims, with a certificate from the
// game for each.
func TestTableClaims(t *testing.T) {
	for id, want := range map[string][]string{
		"first-strike":     {"table-hold-hold-exists", "table-strike-strike-strict", "table-hold-strike-never", "table-mixed-exists"},
		"matching-pennies": {"table-mixed-exists"},
	} {
		src, ok := models.Source(id)
		if !ok {
			t.Fatal(id)
		}
		f, _ := format.Read(id+".yaml", src, "")
		list, err := tableClaims(context.Background(), f.Model, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, c := range list {
			ids = append(ids, c.ID)
		}
		for _, w := range want {
			if !slices.Contains(ids, w) {
				t.Errorf("%s: no %s among %v", id, w, ids)
			}
		}
		a, err := VerifyAll(context.Background(), []games.Model{f.Model}, Options{Claims: Claims{Certify: true, Table: true}})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range a.Claims {
			if !slices.Contains(ids, v.Claim.ID) {
				continue
			}
			if v.Status != answer.Proved || v.Certificate == nil || v.Certificate.From != "game" || v.Certificate.Proof == nil {
				t.Errorf("%s: %s is %s", id, v.Claim.ID, v.Status)
			}
		}
	}
}
