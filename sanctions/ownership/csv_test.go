package ownership

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadGraph(t *testing.T) {
	for name, text := range map[string]string{
		"plain":         "owner,entity,percent\nX,A,50\nA,\"B, Ltd\",25-60\n",
		"any order":     "percent,owner,entity\n50,X,A\n25-60,A,\"B, Ltd\"\n",
		"any case":      " Owner ,ENTITY,Percent\n X , A ,50\nA, \"B, Ltd\",25-60\n",
		"mark":          "\ufeffowner,entity,percent\r\nX,A,50\r\nA,\"B, Ltd\",25-60\r\n",
		"more columns":  "source,owner,entity,date,percent\ns,X,A,,50\n,A,\"B, Ltd\",,25-60\n",
		"control":       "owner,control,entity,percent\nX,no,A,50\nA,,\"B, Ltd\",25-60\n",
		"blank lines":   "owner,entity,percent\n\nX,A,50\n\n\nA,\"B, Ltd\",25-60",
		"another order": "owner,entity,percent\nA,\"B, Ltd\",25-60\nX,A,50\n",
	} {
		t.Run(name, func(t *testing.T) {
			if name == "any case" {
				text = strings.ReplaceAll(text, `, "`, `,"`)
			}
			g, err := ReadGraph(iotest.OneByteReader(strings.NewReader(text)))
			require.NoError(t, err)
			require.Equal(t, 2, g.Len())
			d, err := g.Decide(context.Background(), variantOn(t, OFAC, "2026-10-01"), []string{"X"})
			require.NoError(t, err)
			assert.Equal(t, []string{"A"}, entities(d.Blocked))
			assert.Equal(t, []string{"B, Ltd"}, entities(d.Undetermined))
			if name == "more columns" {
				assert.Equal(t, []string{"source", "date"}, g.Unread)
			} else {
				assert.Empty(t, g.Unread)
			}
		})
	}
}

// TestEveryBadRow: one reading names everything that is wrong, with line and column.
func TestEveryBadRow(t *testing.T) {
	text := "entity,percent,owner,control\n" +
		"A,50,X,\n" + // 2: good
		"B,abc,X,maybe\n" + // 3: two cells
		",10,X,\n" + // 4: no entity
		"C,10, ,\n" + // 5: no owner
		"D,10\n" + // 6: too short
		"E,101,X,\n" + // 7: above 100
		"F,-5,X,\n" + // 8: negative
		"G,\"3\"3,X,\n" + // 9: quotes
		"H,10,H,\n" + // 10: itself, which is none
		"A,20,X,\n" + // 11: line 2 again
		"I,60,X,\nI,40.000000000000000001,Y,\n" + // 12, 13: above 100 together
		",x,Z,\n" + // 14: two cells
		"J,10,K\xff,\n" // 15: not UTF-8
	_, err := ReadGraph(strings.NewReader(text))
	var all *InputError
	require.ErrorAs(t, err, &all)
	type place struct {
		line, column int
		code         string
	}
	var got []place
	sums := 0
	for _, p := range all.Problems {
		if p.Code == "shares_above_100" {
			sums++
			assert.Equal(t, "100.000000000000000001", p.Sum.String())
			require.Len(t, p.Edges, 2)
			assert.Equal(t, Edge{Owner: "X", Entity: "I", Share: exactShare(pct(t, "60")), Line: 12}, p.Edges[0])
			continue
		}
		got = append(got, place{p.Line, p.Column, p.Code})
		assert.Contains(t, p.Error(), "line ")
	}
	assert.Equal(t, []place{
		{3, 2, "percent"},
		{3, 4, "control"},
		{4, 1, "empty_entity"},
		{5, 3, "empty_owner"},
		{6, 0, "fields"},
		{7, 2, "percent"},
		{8, 2, "percent"},
		{9, 0, "quotes"},
		{14, 2, "percent"},
		{14, 1, "empty"},
		{15, 3, "name_not_utf8"},
		{11, 1, "duplicate"},
	}, got)
	assert.Equal(t, 1, sums)
	assert.Equal(t, len(all.Problems), all.Total)
	assert.Contains(t, err.Error(), "line 11, column 1: owner \"X\" of \"A\" stands on line 2 already")
	assert.NotContains(t, err.Error(), "\n")
}

func TestHeader(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "the file is empty",
		"\n\n":                               "the file is empty",
		"X,A,50\n":                           `there is no column "owner"`,
		"owner,entity\n":                     `there is no column "percent"`,
		"owner;entity;percent\nX;A;50\n":     "with commas between them",
		"owner,entity,percent,Owner\n":       `"Owner": is there twice`,
		"owner,\"entity,percent\nX,A,50\n\"": "no column",
		"own\"er,entity,percent\n":           "quotes",
	} {
		_, err := ReadGraph(strings.NewReader(text))
		var e *EdgeError
		require.ErrorAs(t, err, &e, text)
		assert.Contains(t, err.Error(), want)
	}
	g, err := ReadGraph(strings.NewReader("owner,entity,percent\n"))
	require.NoError(t, err)
	assert.Zero(t, g.Len())
	g, err = ReadGraph(strings.NewReader("owner,entity,percent\nX,A,0.5\nX,B,\nX,C,0.3-0.75\n"))
	require.NoError(t, err)
	assert.Equal(t, "0.75", g.Largest.String())
	_, err = ReadGraph(strings.NewReader("owner,entity,percent\nX,A,5\nX,\"B,5\nX,C,5\n"))
	var e *EdgeError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 3, e.Line, "where the quotes were opened, not where the file ended")
}

// TestManyProblems: the list is capped, the count is not.
func TestManyProblems(t *testing.T) {
	text := "owner,entity,percent\n" + strings.Repeat("X,A,fifty\n", 2500)
	_, err := ReadGraph(strings.NewReader(text))
	var e *InputError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, 2500, e.Total)
	assert.Len(t, e.Problems, maxProblems)
	assert.Contains(t, e.Error(), "2500 problem(s)")
	assert.Contains(t, e.Error(), "and 2480 more")
	assert.Less(t, len(e.Error()), 10000)
}

func TestHostileFiles(t *testing.T) {
	_, err := ReadGraph(io.MultiReader(strings.NewReader("owner,entity,percent\n"), endless('a')))
	var e *EdgeError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "line_too_long", e.Code)
	assert.Equal(t, 2, e.Line)
	broken := errors.New("the disk is gone")
	_, err = ReadGraph(io.MultiReader(strings.NewReader("owner,entity,percent\nX,A,5"), iotest.ErrReader(broken)))
	require.ErrorIs(t, err, broken)
	_, err = ReadGraph(iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
	long := strings.Repeat("n", maxName+1)
	_, err = ReadGraph(strings.NewReader("owner,entity,percent\nX," + long + ",50\n"))
	var edge *EdgeError
	require.ErrorAs(t, err, &edge)
	assert.Equal(t, nameTooLong, edge.Code)
	assert.Less(t, len(err.Error()), 300)
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestNewGraph(t *testing.T) {
	for _, c := range []struct {
		code  string
		edges []Edge
	}{
		{emptyOwner, []Edge{{Owner: "\t", Entity: "A"}}},
		{emptyEntity, []Edge{{Owner: "X", Entity: ""}}},
		{duplicate, []Edge{
			{Owner: "X", Entity: "A"},
			{Owner: "Y", Entity: "A"},
			{Owner: "X ", Entity: "A", Control: Controls},
		}},
		{nameNotUTF8, []Edge{{Owner: "X", Entity: "\xc3"}}},
		{badShare, []Edge{{Owner: "X", Entity: "A", Share: Share{Low: hundred()}}}},
		{badShare, []Edge{{Owner: "X", Entity: "A", Share: Share{High: hundred().plus(hundred())}}}},
	} {
		_, err := NewGraph(c.edges)
		var e *EdgeError
		require.ErrorAs(t, err, &e, c.code)
		assert.Equal(t, c.code, e.Code)
		assert.NotContains(t, e.Error(), "line")
	}
	// The lower bounds decide whether the sum can be, and 100 can.
	g, err := NewGraph(edgesOf(t, "X A 60-100; Y A 40; Z A ?; W A 0-100"))
	require.NoError(t, err)
	assert.Equal(t, 4, g.Len())
	many := []Edge{}
	for _, n := range namesOf(30) {
		many = append(many, Edge{Owner: n, Entity: "all", Share: exactShare(hundred())})
	}
	_, err = NewGraph(many)
	var e *EdgeError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "shares_above_100", e.Code)
	assert.Equal(t, "3000", e.Sum.String())
	assert.Equal(t, 30, e.Owners)
	assert.Len(t, e.Edges, maxShareEdges)
	assert.Contains(t, e.Error(), "and 20 more")
	// A pair that is there twice is one problem, not also one of the sum.
	_, err = NewGraph(edgesOf(t, "X A 60; X A 60"))
	var all *InputError
	require.ErrorAs(t, err, &all)
	assert.Equal(t, 1, all.Total)
}

// FuzzReadGraph: any bytes give a graph or typed errors that point into the file, and a
// graph gives the same answer when its edges come back in another order.
func FuzzReadGraph(f *testing.F) {
	f.Add("owner,entity,percent\nX,A,50\nA,B,25-60\nB,A,\n", "X")
	f.Add("\ufeffpercent,control,entity,owner\n50,yes,A,X\n", "X")
	f.Add("owner,entity,percent\n\"X,A,50\n", "X")
	f.Add("owner;entity;percent\nX;A;50\n", "A")
	f.Fuzz(func(t *testing.T, text, listed string) {
		g, err := ReadGraph(strings.NewReader(text))
		if err != nil {
			var input *InputError
			var line *EdgeError
			if !errors.As(err, &input) && !errors.As(err, &line) {
				t.Fatalf("%T %v", err, err)
			}
			if input != nil && (input.Total == 0 || len(input.Problems) == 0) {
				t.Fatal("an error without a problem")
			}
			_ = err.Error()
			return
		}
		var edges []Edge
		for i := range g.edges {
			edges = append(edges, g.edge(i))
		}
		slices.Reverse(edges)
		again, err := NewGraph(edges)
		if err != nil {
			t.Fatalf("the edges of a graph are refused: %v", err)
		}
		for _, v := range variants {
			on := variantOn(t, v.rule, v.day)
			one, err := g.Decide(context.Background(), on, []string{listed})
			other, err2 := again.Decide(context.Background(), on, []string{listed})
			if (err == nil) != (err2 == nil) {
				t.Fatal(err, err2)
			}
			if err != nil {
				continue
			}
			require.Equal(t, one, other)
			checkProof(t, one)
			_, err = one.WriteTo(io.Discard)
			require.NoError(t, err)
			_, err = one.MarshalJSON()
			require.NoError(t, err)
		}
	})
}
