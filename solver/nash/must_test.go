package nash

import (
	"context"
	"testing"

	"brink/games"
)

func MustAll(t testing.TB, g *games.Strategic, opt Options) *Result {
	t.Helper()
	res, err := All(context.Background(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}
