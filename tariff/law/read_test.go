package law

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// syntaxErrors are all faults of a text.
func syntaxErrors(err error) (out []*SyntaxError) {
	var one *SyntaxError
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			out = append(out, syntaxErrors(e)...)
		}
	} else if errors.As(err, &one) {
		out = append(out, one)
	}
	return out
}

// TestFaults: each fault names its line and column and what was expected.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		text, at, want string
	}{
		{"  duty 5%", "1:3", "begin it at the margin"},
		{"law x", "1:1", "begins with one of"},
		{"program A\n  measure 1 | t\n    duty 5 percent", "3:10", "percent"},
		{"program A\n  measure 1 | t\n    duty 5% from 2026-02-30", "3:18", "a day that exists"},
		{"program A\n  measure 1 | t\n    duty 5% from 2026-02-01 before 2026-02-01", "3:13", "leave no day"},
		{"program A\n  measure 1 | t\n    duty 5% until 2026-02-01", "3:10", ""},
		{"program A\n  measure 1 | t\n    duty from 2026-02-01", "3:5", "needs its text"},
		{"program A\n  measure 1 | t\n    duty 5% from 2026-01-01\n    duty 6% from 2026-02-01", "4:5", "overlap"},
		{"program A\n  measure 1 | t\n  duty 5%", "3:3", "stands further in"},
		{"program A\n  measure 1 | t\n  measure 1 | u", "3:3", "stands twice"},
		{"program A\n  measure 1 | t\n    origin IN", "3:5", "was expected: cite, origins"},
		{"program A\n  measure 1 | t\n    products 7208x; on claim\n    products 72081", "4:14", "leading zero"},
		{"program A\n  measure 1 | t\n    basis gold", "3:11", "a basis was expected"},
		{"program A\n  measure 1 | t\n    on claim maybe", "3:14", "nothing more"},
		{"program A\n  measure 1 | t\n    origins IN,, CN", "3:16", "a name was expected"},
		{"exception a = 1 | x\nexception a = 2 | y", "2:1", "stands twice"},
		{"exception a = 1 | x | n | claims", "1:27", "a condition was expected"},
		{"group g\n  IN from 2026-01-01, india", "2:23", "its code of two letters"},
		{"list l\n  6109.10.00 from 2026-01-01 to 2026-02-01", "2:30", "nothing more"},
		{"currency dollars", "1:10", "ISO code"},
		{"known 2026-01-01", "1:7", "known from"},
		{"precedence p | t\n  9903 after 9904", "2:3", "a row of precedence"},
		{"choice one", "1:1", "numbered from 1"},
		{"notice x\nnotice y", "2:1", "already"},
		{
			"program A\n  measure 1 | a long title that goes on \\\n      and on\n    duty \\\n      5 percent", "5:7",
			"percent",
		},
		{"\xff", "1:1", "UTF-8"},
	} {
		_, err := Read(strings.NewReader(c.text), "notice.txt")
		require.Error(t, err, "%q", c.text)
		found := syntaxErrors(err)
		require.NotEmpty(t, found, "%q", c.text)
		require.Equal(t, c.at, fmt.Sprintf("%d:%d", found[0].Line, found[0].Column), "%q: %v", c.text, err)
		require.Contains(t, err.Error(), c.want, "%q", c.text)
		require.Equal(t, "notice.txt", found[0].File)
	}
}

// TestNames: a name that stands for nothing is told with one that it may mean.
func TestNames(t *testing.T) {
	const text = "exception donations = 1 | gifts | n | claimed\nexceptions a = b\nexceptions b = a\n" +
		"program A\n  origins IN; products all\n  duty 5%\n  measure 1 | t\n    except donation\n  measure 2 | u\n    " +
		"except a\n"
	read, err := Read(strings.NewReader(text), "n")
	require.NoError(t, err)
	_, err = read.Book()
	found := syntaxErrors(err)
	require.Len(t, found, 2)
	require.Contains(t, found[0].Error(), "n:8:12: \"donation\": no exception")
	require.Contains(t, found[0].Error(), "did you mean donations?")
	require.Contains(t, found[1].Error(), "stands for itself")
}

// TestManyFaults: the first fifty come back, and the count of the rest.
func TestManyFaults(t *testing.T) {
	_, err := Read(strings.NewReader(strings.Repeat("nonsense\n", 300)), "n")
	require.Len(t, syntaxErrors(err), maxErrors)
	require.Contains(t, err.Error(), "and 250 errors more")
}

// TestDefaults: what a program says holds for its measures until one says otherwise.
func TestDefaults(t *testing.T) {
	const text = `program A / b
  cite law 1
  origins IN, CN; products all; basis steel; on claim
  duty {rate} from 2026-01-01
  except 1 | x | n | claimed
  measure 1 | own
    cite none
    origins MX; basis full value; on claim no
    duty 3% from 2025-01-01
    except none
  measure 2 | default | rate 7%
`
	read, err := Read(strings.NewReader(text), "n")
	require.NoError(t, err)
	b, err := bookOf(read)
	require.NoError(t, err)
	from := func(y int) trade.Interval { return trade.Interval{From: trade.NewDate(y, 1, 1)} }
	require.Equal(t, []Measure{
		{
			Heading: "1", Authority: "A", Program: "b", Title: "own", Origins: Origins{In: []string{"MX"}},
			Products: Scope{All: true},
			Terms:    []Term{{Interval: from(2025), State: Imposed, Duty: "3%"}},
		},
		{
			Heading: "2", Authority: "A", Program: "b", Title: "default", Citation: "law 1",
			Origins:  Origins{In: []string{"IN", "CN"}},
			Products: Scope{All: true}, Basis: SteelContent, OnClaim: true,
			Terms:      []Term{{Interval: from(2026), State: Imposed, Duty: "7%"}},
			Exceptions: []Exception{{Heading: "1", Title: "x", Note: "n", Claimed: true}},
		},
	}, b.Measures)
}

// TestPrecedence: rows make exceptions in their order, for those that they name.
func TestPrecedence(t *testing.T) {
	const text = `precedence order | one for each | note {heading} | the whole article; comes first
  1, 2, 3 in this order
  A / b before 9
program A / b
  products all; origins IN
  duty 1%
  except order
  measure 1 | one
  measure 2 | two
  measure 3 | three
program B
  measure 9 | nine
    products all; origins IN
    duty 1%
    except order
`
	read, err := Read(strings.NewReader(text), "n")
	require.NoError(t, err)
	b, err := bookOf(read)
	require.NoError(t, err)
	var got []string
	for _, m := range b.Measures {
		for _, x := range m.Exceptions {
			require.True(t, x.Whole && x.Displaces)
			got = append(got, m.Heading+" after "+x.Heading+", "+x.Note)
		}
	}
	require.Equal(t, []string{"2 after 1, note 1", "3 after 1, note 1", "3 after 2, note 2", "9 after A b, note A b"}, got)
}

func FuzzRead(f *testing.F) {
	f.Add("program A / b\n  measure 1 | t | origins IN but CN; products all; rate 5%\n    duty {rate} from 2026-01-01\n" +
		"    except 2 | x | n | charged under 9903.01.01 of A / b\n")
	f.Add("list l | t\n  6109, -6110.20 from 2026-01-01 published 2026-02-02\ngroup g\n  IN, CN\n")
	f.Add("line 6109.10.00 | 16.5% | Free (AU) | 90% | doz., kg\nnumber 6109.10.00.12 | doz.\n")
	f.Fuzz(func(t *testing.T, text string) {
		read, err := Read(strings.NewReader(text), "f")
		if err != nil {
			return
		}
		b, err := bookOf(read)
		if err != nil {
			return
		}
		var out strings.Builder
		if Print(&out, b) != nil {
			return
		}
		again, err := Read(strings.NewReader(out.String()), "again")
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, out.String(), err)
		}
		c, err := bookOf(again)
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, out.String(), err)
		}
		var twice strings.Builder
		if err := Print(&twice, c); err != nil || twice.String() != out.String() {
			t.Fatalf("%q printed as %q, then as %q: %v", text, out.String(), twice.String(), err)
		}
	})
}
