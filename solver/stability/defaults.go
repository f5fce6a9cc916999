package stability

import (
	"math/big"

	"brink/games"
)

// defaults lists the default of every parameter, nil where there is none.
func defaults(g *games.Game) []*big.Rat {
	point := make([]*big.Rat, len(g.Params))
	for i, p := range g.Params {
		point[i] = p.Default
	}
	return point
}
