package games

import (
	"slices"
	"strings"

	"brink/games/algebra"
)

// MaxHorizon bounds the periods of finitely repeated play.
const MaxHorizon = 1000

// Discount is the discount factor of one player.
type Discount struct {
	Factor algebra.Ratio
	Text   string
}

// DiscountOf is the discount factor of a player.
func (r *Repeated) DiscountOf(player int) algebra.Ratio {
	if r.Own != nil {
		return r.Own[player].Factor
	}
	return r.Discount
}

// Discounts lists the different discount factors in the order of the players.
func (r *Repeated) Discounts() []algebra.Ratio {
	if r.Own == nil {
		return []algebra.Ratio{r.Discount}
	}
	var out []algebra.Ratio
	for _, d := range r.Own {
		if !slices.ContainsFunc(out, d.Factor.Equal) {
			out = append(out, d.Factor)
		}
	}
	return out
}

// DiscountVars lists the parameters in the discount factors, in ascending order.
func (r *Repeated) DiscountVars() []algebra.Var {
	var out []algebra.Var
	for _, d := range r.Discounts() {
		out = append(out, d.Vars()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// DiscountName is how the discount factors are written: "delta", or "d1, d2" where
// every player has one of her own; "" where a finite horizon has none.
func (r *Repeated) DiscountName() string {
	if r.Own == nil {
		return r.DiscountText
	}
	var texts []string
	for _, d := range r.Own {
		texts = append(texts, d.Text)
	}
	return strings.Join(texts, ", ")
}
