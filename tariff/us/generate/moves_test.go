package main

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRecordMoves: transfers stand in both directions, over lines and pages.
func TestRecordMoves(t *testing.T) {
	record := "9401.99.9070   Discontinued (transferred to 9401.99.9040 and    February 1, 2026   484(f)\n" +
		"               9401.99.9085)\n" +
		"                                  9\n" +
		"8541.29.0055   Established (transferred from 8541.29.0095)    February 1, 2026   484(f)\n" +
		"8504.21.0020   Modified (kg added)   February 1, 2026   484(f)\n"
	data := fstest.MapFS{recordName("2026_rev_2"): {Data: []byte(record)}}
	moves, err := recordMoves(data, "2026_rev_2", "2026-02-01")
	require.NoError(t, err)
	assert.Equal(t, []move{
		{"2026-02-01", "9401999070", "9401999040"},
		{"2026-02-01", "9401999070", "9401999085"},
		{"2026-02-01", "8541290095", "8541290055"},
	}, moves)
	_, err = recordMoves(fstest.MapFS{recordName("2026_rev_2"): {Data: []byte("nothing\n")}}, "2026_rev_2", "2026-02-01")
	require.Error(t, err)
}

// TestFollow: a list holds the goods of its numbers whatever their numbers are.
func TestFollow(t *testing.T) {
	const day = "2026-07-01"
	numbers := timeline{"0101210030": {{from: day}}, "0101210040": {{from: day}}}
	split := []move{{day, "0101210010", "0101210030"}, {day, "0101210010", "0101210040"}}
	for _, tt := range []struct {
		name  string
		moves []move
		rows  []row
		want  []row // those that come to it; nil: an error
	}{
		{
			"divided", split,
			[]row{{code: "0101.21.00.10", to: "2026-09-01"}},
			[]row{{code: "0101.21.00.30", from: day, to: "2026-09-01"}, {code: "0101.21.00.40", from: day, to: "2026-09-01"}},
		},
		{
			"taken out and divided", split,
			[]row{{code: "-0101.21.00.10"}},
			[]row{{code: "-0101.21.00.30", from: day}, {code: "-0101.21.00.40", from: day}},
		},
		{"off the list before", split, []row{{code: "0101.21.00.10", to: day}}, []row{}},
		{
			"on the list since", split,
			[]row{{code: "0101.21.00.10", from: "2026-08-01"}},
			[]row{{code: "0101.21.00.30", from: "2026-08-01"}, {code: "0101.21.00.40", from: "2026-08-01"}},
		},
		{
			"written with the new numbers", split,
			[]row{{code: "0101.21.00.30", from: "2026-01-01"}, {code: "0101.21.00.40", from: "2026-01-01"}},
			[]row{{code: "0101.21.00.10", from: "2026-01-01", to: day}},
		},
		{"written with one of them", split, []row{{code: "0101.21.00.30", from: "2026-01-01"}}, nil},
		{
			"joined with goods of another", append(split, move{day, "0101210020", "0101210030"}),
			[]row{{code: "0101.21.00.10"}},
			nil,
		},
		{
			"joined, both listed", append(split, move{day, "0101210020", "0101210030"}),
			[]row{{code: "0101.21.00.10"}, {code: "0101.21.00.20"}},
			[]row{{code: "0101.21.00.30", from: day}, {code: "0101.21.00.40", from: day}},
		},
		{"the whole line", split, []row{{code: "0101.21.00"}}, []row{}},
	} {
		l := list{name: "x", rows: append([]row{}, tt.rows...)}
		err := l.follow(tt.moves, numbers)
		if tt.want == nil {
			require.Error(t, err, tt.name)
			continue
		}
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, append([]row{}, l.rows[len(tt.rows):]...), tt.name)
	}
	// A number that is used anew: its list means the goods that it had.
	anew := []move{{day, "0101210010", "0101210020"}, {day, "0101210020", "0101210030"}}
	l := list{name: "x", rows: []row{{code: "0101.21.00.20"}}}
	require.NoError(t, l.follow(anew, numbers))
	assert.Equal(t, []row{{code: "0101.21.00.20", to: day}, {code: "0101.21.00.30", from: day}}, l.rows)
	assert.Equal(t,
		[]row{{code: "0101.21.00.30", from: "2026-07-31", to: "2026-09-29"}, {code: "0101.21.00.20", from: "2026-09-29"}},
		inOldSense([]row{{code: "0101.21.00.20", from: "2026-07-31"}}, anew, "2026-07-31", "2026-09-29"),
		"a list that was written before its day")
}
