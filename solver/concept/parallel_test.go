package concept

import (
	"context"
	"slices"
	"testing"
)

// TestParallel: values come in order, and progress counts.
func TestParallel(t *testing.T) {
	var counted []int
	values, have := Parallel(context.Background(), 50, 4, func(done, total int) { counted = append(counted, done) }, func(i int) int { return i * i })
	for i, v := range values {
		if v != i*i || !have[i] || counted[i] != i+1 {
			t.Fatalf("call %d: %d, %v, counted %d", i, v, have[i], counted[i])
		}
	}
	if values, _ := Parallel(context.Background(), 0, 4, nil, func(i int) int { return i }); len(values) != 0 {
		t.Error("values of no calls")
	}
}

// TestParallelLeavesBehind: a call that does not end with the context loses no other's
// value, and what is cut short is not there.
func TestParallelLeavesBehind(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	first, stuck := make(chan bool), make(chan bool)
	defer close(stuck)
	values, have := Parallel(ctx, 4, 3, func(done, _ int) {
		if done == 1 {
			close(first)
		}
	}, func(i int) int {
		switch i {
		case 1:
			<-stuck
		case 2:
			<-first // the value of 0 has been taken
			cancel()
		}
		if i == 3 {
			<-ctx.Done()
		}
		return i + 10
	})
	if want := []bool{true, false, false, false}; !slices.Equal(have, want) || values[0] != 10 {
		t.Errorf("%v, there %v, want %v", values, have, want)
	}
}
