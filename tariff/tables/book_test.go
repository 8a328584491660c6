package tables

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// TestUnitedStates: the whole book goes through tables and through a folder of CSV
// files, field by field, and answers the same.
func TestUnitedStates(t *testing.T) {
	book := us.Book()
	tables := tablesOf(t, book)
	folder := filepath.Join(t.TempDir(), "book")
	require.NoError(t, table.WriteFolder(folder, tables))
	read, err := table.ReadFolder(folder)
	require.NoError(t, err)
	for _, ts := range [][]table.Table{tables, read} {
		again, err := ToBook(ts)
		require.NoError(t, err)
		requireSame(t, *book, *again)
		require.Empty(t, table.Diff(tables, tablesOf(t, again)))
	}
	again, err := ToBook(read)
	require.NoError(t, err)
	tarifftest.Run(t, again, os.DirFS("../../testdata"), "*.txt")
	require.Equal(t, panelOf(t, book), panelOf(t, again))
	require.Equal(t, entriesOf(t, book), entriesOf(t, again))
	book, again = book.AsPublished(trade.NewDate(2025, 9, 1)), again.AsPublished(trade.NewDate(2025, 9, 1))
	require.Equal(t, entriesOf(t, book), entriesOf(t, again))
}

// panelOf is a fingerprint of what every product of some origins pays when; of all
// origins, when there is time.
func panelOf(t *testing.T, b *law.Book) string {
	opts := panel.Options{Origins: []trade.Country{"CA", "CN", "IN"}}
	if os.Getenv("TRADESHOCK_LONG") != "" {
		opts.Origins = nil
	}
	p, err := panel.New(b, opts)
	require.NoError(t, err)
	h := sha256.New()
	require.NoError(t, p.WriteIntervals(context.Background(), h))
	return fmt.Sprintf("%x", h.Sum(nil))
}

// entriesOf is what a file of entries comes to: each statistical number once, with
// origins and days in turn, quantities and claims.
func entriesOf(t *testing.T, b *law.Book) string {
	engine, err := tariff.Compile(b)
	require.NoError(t, err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	var in, out bytes.Buffer
	in.WriteString("hts,origin,date,value,claims\n")
	origins := trade.Countries()
	claims := []string{"", "", "usmca", "metal_share=0.4", "us_content=0.25", "spi=KR"}
	for i, p := range us.Book().Schedule.Numbers {
		day := trade.NewDate(2025, 1, 1).AddDays(i * 7 % 640)
		fmt.Fprintf(&in, "%s,%s,%s,%d.37,%s\n", p.Code, origins[i*31%len(origins)], day, 1000+i, claims[i%len(claims)])
	}
	_, err = lines.Assess(context.Background(), batch, &in, &out, lines.Options{})
	require.NoError(t, err)
	return out.String()
}

// fullBook uses every field that a book has.
func fullBook() *law.Book {
	day := trade.NewDate
	iv := trade.Interval{From: day(2025, 2, 1), To: day(2025, 9, 1)}
	know := law.Knowledge{Published: day(2025, 3, 1), Overtaken: day(2025, 4, 1)}
	set := trade.ProductSet{In: []trade.Product{"01", "0201"}, Out: []trade.Product{"020110"}}
	return &law.Book{
		Name: "Country; of \"nowhere\"", Currency: "USD",
		Schedule: &law.Schedule{
			Revisions: []law.Revision{
				{Name: "first", Published: day(2024, 12, 31), Effective: day(2025, 1, 1), Held: true},
				{Name: "second"},
			},
			Lines: []law.Line{
				{Code: "01012100", General: "Free", Other: "2.5%"},
				{
					Code: "02011010", During: iv, General: "4.4¢/kg", Special: "Free (AU,KR) 2% (JP)", Other: "6.6¢/kg",
					Units: []string{"kg", "No."},
				},
				{Code: "02011010", During: trade.Interval{From: day(2025, 9, 1)}, General: "5%"},
			},
			Numbers: []law.Number{
				{
					Code: "0201101000", During: iv, Units: []string{"kg"},
					TransferredFrom: []trade.Product{"0201100500", "0201100700"},
				},
				{Code: "0201101000", During: trade.Interval{From: day(2025, 9, 1)}},
			},
			Seasons:    []law.Season{{Code: "01012100", From: "11-15", To: "02-29", Group: "01012100"}},
			KnownUntil: day(2026, 1, 1),
		},
		BaseRates: []law.BaseRate{
			{
				Products: trade.AllProducts(), During: trade.Interval{From: day(2026, 1, 1)}, Duty: "1%",
				Source: "line one\nline two",
			},
			{Products: set, During: iv, Duty: "25% ", Source: " kept "},
		},
		Measures: []law.Measure{
			{
				Heading: "9903.01.10", Authority: law.IEEPA, Program: "one", Title: "=1+1", Citation: "+ - @",
				Origins:  law.Origins{In: []string{"*"}, Out: []string{"EU", "odd; \"group\"", "!neg"}},
				Products: law.Scope{All: true, Lists: []string{"steel"}, Codes: set, Except: []string{"0101", "!x"}},
				Group:    "largest", Ask: "is it?", AskAlso: []string{"9903.01.11", "a; b"}, OnClaim: true,
				KnownUntil: day(2026, 6, 1),
				Terms: []law.Term{
					{Interval: iv, State: law.Imposed, Duty: "25%", Basis: law.WholeValue, Source: "order"},
					{Interval: iv, State: law.Imposed, Duty: "30%", Knowledge: know},
					{Interval: trade.Interval{From: day(2025, 9, 1)}, State: law.Ended},
				},
				Exceptions: []law.Exception{
					{
						Heading: "9903.01.12", Title: "donations", Note: "2(b)", During: iv, Knowledge: know,
						Origins: law.Origins{In: []string{"IN"}}, Products: law.Scope{Codes: set},
						Claimed: true, Presumed: true, USMCA: true, NotUSMCA: true, Programs: []string{"KR"},
						LoadedBefore: day(2025, 2, 1), EnteredBefore: day(2025, 5, 1),
						Subject: []law.Selector{
							{Headings: "9903.82.04-9903.82.26"},
							{Authority: "Section 232", Program: "steel"},
							{Authority: "19 CFR"},
							{Headings: "of my own"},
							{Headings: "*"},
						},
						Whole: true, USContent: "0.20", Displaces: true, Reading: "rest", Collected: true,
					},
					{Heading: "9903.01.12"},
					{Heading: "9903.01.11"},
				},
			},
			{Heading: "of my own", Authority: "Section 232", Program: "steel", Basis: law.SteelContent},
			{
				Heading: "9903.01.09", Authority: "19 CFR", Stacking: law.TopsUp, AtCap: "9903.01.07", OnGeneral: true,
				FullUnder: []string{"9802.00.60"},
			},
			{Heading: "9903.01.08", Authority: "19 CFR", Basis: law.NonUSContent, UpTo: "0.40", Remark: "two lines\nof it"},
		},
		Lists: []law.List{
			{
				Name: "steel", Title: "Steel", Note: "note 16",
				Entries: []law.ListEntry{{Code: "72", During: iv, Knowledge: know}, {Code: "7201", Out: true}, {Code: ""}},
			},
			{Name: "0101"},
			{Name: "!x"},
			{Name: "not used"},
		},
		Groups: []law.Group{
			{Name: "odd; \"group\"", Members: []law.Member{{Country: "IN", During: iv}, {Country: "SUHH"}}},
			{Name: "!neg"},
			{
				Name:    "two",
				Members: []law.Member{{Country: "CU", During: trade.Interval{From: day(1, 1, 1), To: day(1899, 12, 31)}}},
			},
		},
		Programs: []law.Program{{Symbol: "KR", Name: "Korea", Origins: law.Origins{In: []string{"KR"}}}},
		Column2:  "two", Covers: []string{"EU", "IN", "odd; \"group\""}, KnownFrom: day(2025, 1, 1),
		KnownUntil: day(9999, 12, 31),
		Readings:   []law.Reading{{Name: "rest", Question: "a\nb", Collected: true}},
		Choices: []law.Choice{{
			Number: 7, Question: "which?", Answer: "this", Reason: "because",
			Headings: []string{"9903.01.10"},
		}},
		Provenance: []law.Source{{Table: "t", Title: "T", Publisher: "p", Retrieved: "2026-01-01", Revision: "r", Rows: -3}},
		Importer:   "US",
		Notices:    []law.Notice{{Title: "n", Citation: "c", Published: day(2026, 1, 1), KnownUntil: day(2026, 2, 1)}},
	}
}

// TestEveryField: nothing that a book can say is lost.
func TestEveryField(t *testing.T) {
	book := fullBook()
	requireEveryField(t, *book)
	tables := tablesOf(t, book)
	again, err := ToBook(tables)
	require.NoError(t, err)
	requireSame(t, *book, *again)

	folder := filepath.Join(t.TempDir(), "book")
	require.NoError(t, table.WriteFolder(folder, tables))
	read, err := table.ReadFolder(folder)
	require.NoError(t, err)
	again, err = ToBook(read)
	require.NoError(t, err)
	requireSame(t, *book, *again)
}

// TestSorted: sheets that a person sorted, with columns moved, notes and blank rows
// added, say the same.
func TestSorted(t *testing.T) {
	book := fullBook()
	tables := tablesOf(t, book)
	for i := range tables {
		tab := &tables[i]
		tab.Columns = append([]table.Column{{Name: "# my notes"}}, tab.Columns...)
		for j := range tab.Rows {
			r := &tab.Rows[j]
			r.Cells = append([]table.Cell{{Text: "see page 3"}}, r.Cells...)
			for k := range r.Cells {
				if c := &r.Cells[k]; c.Text != "" && tab.Columns[k].Kind == table.Code {
					c.Text = "\u00a0 " + c.Text + " "
				}
			}
		}
		if slices.ContainsFunc(tab.Columns, func(c table.Column) bool { return c.Order }) {
			slices.Reverse(tab.Rows)
		}
		tab.Rows = append(tab.Rows, table.Row{Number: 99, Cells: []table.Cell{{Text: " "}}})
	}
	slices.Reverse(tables)
	again, err := ToBook(append(tables, table.Table{Name: "# scratch", Columns: []table.Column{{Name: "x"}}}))
	require.NoError(t, err)
	for i := range book.Measures { // which had the same terms in another order
		require.ElementsMatch(t, book.Measures[i].Terms, again.Measures[i].Terms)
		book.Measures[i].Terms = again.Measures[i].Terms
	}
	requireSame(t, *book, *again)
}

// TestProperties: books made at random come back the same.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book := drawBook(t)
		tables := tablesOf(t, book)
		again, err := ToBook(tables)
		require.NoError(t, err)
		requireSame(t, *book, *again)
		require.Empty(t, table.Diff(tables, tablesOf(t, again)))
	})
}

// drawBook makes a small book that compiles.
func drawBook(t *rapid.T) *law.Book {
	name := rapid.OneOf(
		rapid.SampledFrom([]string{
			"steel", "0101", "1E5", "a; b", `say "no"`, `"`, "!out", "*x", "heading:x", "x, y",
			"=SUM(A1)", "-1", "TRUE", "列",
		}),
		rapid.StringMatching(`[a-z0-9";!:,*=][a-z0-9 ";!:,*=]{0,8}[a-z0-9";!:,*=]`),
	)
	text := rapid.OneOf(rapid.Just(""),
		rapid.SampledFrom([]string{" blanks ", "=1+1", "two\nlines", "0101", "2025-01-01", "\t", "¢/kg"}),
		rapid.StringMatching(`[ -~]{0,12}`))
	date := rapid.Map(rapid.IntRange(0, 4000), func(n int) trade.Date {
		if n < 1000 {
			return trade.Date{}
		}
		return trade.NewDate(2020, 1, 1).AddDays(n - 1000)
	})
	anyDate := rapid.Map(rapid.IntRange(0, 3652059), trade.DateFromDays)
	interval := rapid.Custom(func(t *rapid.T) trade.Interval {
		iv := trade.Interval{From: date.Draw(t, "from"), To: date.Draw(t, "to")}
		if iv.IsEmpty() {
			iv.To = trade.Date{}
		}
		return iv
	})
	know := rapid.Custom(func(t *rapid.T) law.Knowledge {
		return law.Knowledge{Published: anyDate.Draw(t, "published"), Overtaken: anyDate.Draw(t, "overtaken")}
	})
	digits := func(least, most int) *rapid.Generator[trade.Product] {
		return rapid.Custom(func(t *rapid.T) trade.Product {
			n := 2 * rapid.IntRange(least/2, most/2).Draw(t, "digits")
			return trade.Product(rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, n).Draw(t, "code"))
		})
	}
	prefix := digits(0, 10)
	set := rapid.Custom(func(t *rapid.T) trade.ProductSet {
		return trade.ProductSet{
			In:  rapid.SliceOfN(prefix, 1, 3).Draw(t, "in"),
			Out: rapid.SliceOfN(prefix, 0, 2).Draw(t, "out"),
		}
	})
	duty := rapid.SampledFrom([]string{
		"25%", "Free", "1.5¢/kg + 3%", "$21/kg",
		"The duty provided in the applicable subheading + 25%",
	})
	distinct := func(label string, least int) []string {
		return rapid.SliceOfNDistinct(name, least, 4, rapid.ID[string]).Draw(t, label)
	}
	some := func(t *rapid.T, label string, from []string) []string {
		if len(from) == 0 {
			return nil
		}
		return rapid.SliceOfN(rapid.SampledFrom(from), 0, 3).Draw(t, label)
	}

	b := &law.Book{
		Name: name.Draw(t, "book"), Currency: "EUR", KnownFrom: trade.NewDate(2020, 1, 1), KnownUntil: date.Draw(t, "until"),
		Schedule: &law.Schedule{KnownUntil: anyDate.Draw(t, "schedule until")},
	}
	if b.KnownUntil.Before(b.KnownFrom) {
		b.KnownUntil = trade.Date{}
	}
	lists := distinct("lists", 0)
	for _, n := range lists {
		l := law.List{Name: n, Title: text.Draw(t, "title"), Note: text.Draw(t, "note")}
		for range rapid.IntRange(0, 4).Draw(t, "entries") {
			l.Entries = append(l.Entries,
				law.ListEntry{
					Code: prefix.Draw(t, "code"), Out: rapid.Bool().Draw(t, "out"), During: interval.Draw(t, "during"),
					Knowledge: know.Draw(t, "know"),
				})
		}
		b.Lists = append(b.Lists, l)
	}
	groups := distinct("groups", 0)
	for _, n := range groups {
		g := law.Group{Name: n}
		for range rapid.IntRange(0, 3).Draw(t, "members") {
			g.Members = append(g.Members,
				law.Member{Country: rapid.SampledFrom(trade.Countries()).Draw(t, "country"), During: interval.Draw(t, "during")})
		}
		b.Groups = append(b.Groups, g)
	}
	places := append([]string{"*", "EU", "IN", "SUHH"}, groups...)
	b.Covers = some(t, "covers", places)
	if len(groups) > 0 {
		b.Column2 = groups[0]
	}
	origins := rapid.Custom(func(t *rapid.T) law.Origins {
		return law.Origins{In: some(t, "in", places), Out: some(t, "out", places)}
	})
	scope := rapid.Custom(func(t *rapid.T) law.Scope {
		s := law.Scope{All: rapid.Bool().Draw(t, "all"), Lists: some(t, "lists", lists), Except: some(t, "except", lists)}
		if rapid.Bool().Draw(t, "codes") {
			s.Codes = set.Draw(t, "set")
		}
		return s
	})
	programs := distinct("programs", 0)
	for _, n := range programs {
		b.Programs = append(b.Programs,
			law.Program{Symbol: n, Name: text.Draw(t, "name"), Origins: origins.Draw(t, "origins")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "base rates") {
		b.BaseRates = append(b.BaseRates,
			law.BaseRate{
				Products: set.Draw(t, "set"), During: interval.Draw(t, "during"), Duty: duty.Draw(t, "duty"),
				Source: text.Draw(t, "source"),
			})
	}
	for _, code := range rapid.SliceOfNDistinct(digits(8, 8), 0, 4, rapid.ID[trade.Product]).Draw(t, "lines") {
		from := trade.Date{}
		for range rapid.IntRange(1, 3).Draw(t, "stretches") {
			to := cmpDate(from, trade.NewDate(2020, 1, 1)).AddDays(rapid.IntRange(1, 300).Draw(t, "days"))
			b.Schedule.Lines = append(b.Schedule.Lines, law.Line{
				Code: code, During: trade.Interval{From: from, To: to}, General: duty.Draw(t, "general"),
				Special: rapid.SampledFrom([]string{"", "Free (AU,KR)", "Free (A*) 2% (JP)"}).Draw(t, "special"),
				Other:   duty.Draw(t, "other"), Units: some(t, "units", []string{"kg", "doz.", "No."}),
			})
			b.Schedule.Numbers = append(b.Schedule.Numbers,
				law.Number{
					Code: code + "10", During: trade.Interval{From: from, To: to},
					Units: some(t, "units", []string{"kg", "liters"}),
				})
			from = to
		}
	}
	slices.SortStableFunc(b.Schedule.Lines, func(a, b law.Line) int {
		return strings.Compare(string(a.Code), string(b.Code))
	})
	slices.SortStableFunc(b.Schedule.Numbers, func(a, b law.Number) int {
		return strings.Compare(string(a.Code), string(b.Code))
	})
	for _, n := range distinct("revisions", 0) {
		b.Schedule.Revisions = append(b.Schedule.Revisions,
			law.Revision{
				Name: n, Published: date.Draw(t, "published"), Effective: date.Draw(t, "effective"),
				Held: rapid.Bool().Draw(t, "held"),
			})
	}
	headings := distinct("headings", 1)
	authority := rapid.OneOf(name, rapid.SampledFrom(authorities))
	for i, h := range headings {
		m := law.Measure{
			Heading: h, Authority: law.Authority(authority.Draw(t, "authority")), Program: name.Draw(t, "program"),
			Title: text.Draw(t, "title"), Citation: text.Draw(t, "citation"),
			Origins: origins.Draw(t, "origins"), Products: scope.Draw(t, "products"),
			Group: rapid.SampledFrom([]string{"", "g"}).Draw(t, "group"), Ask: text.Draw(t, "ask"),
			AskAlso: some(t, "ask also", headings), OnClaim: rapid.Bool().Draw(t, "on claim"), KnownUntil: date.Draw(t, "until"),
		}
		if rapid.Bool().Draw(t, "basis") {
			m.Basis = rapid.SampledFrom([]law.Basis{law.SteelContent, law.NonUSContent}).Draw(t, "which")
		} else {
			m.Stacking = rapid.SampledFrom([]law.Stacking{law.Adds, law.Replaces}).Draw(t, "stacking")
		}
		from := trade.Date{}
		for range rapid.IntRange(0, 3).Draw(t, "terms") {
			to := cmpDate(from, trade.NewDate(2020, 1, 1)).AddDays(rapid.IntRange(1, 300).Draw(t, "days"))
			term := law.Term{
				Interval: trade.Interval{From: from, To: to}, State: law.Imposed, Duty: duty.Draw(t, "duty"),
				Knowledge: know.Draw(t, "know"), Source: text.Draw(t, "source"),
			}
			if rapid.Bool().Draw(t, "not imposed") {
				term.State, term.Duty = rapid.SampledFrom([]law.State{law.Threatened, law.Ended, law.Prohibited}).Draw(t, "state"),
					""
			}
			m.Terms = append(m.Terms, term)
			from = to
		}
		for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
			x := law.Exception{
				Heading: name.Draw(t, "heading"), Title: text.Draw(t, "title"), Note: text.Draw(t, "note"),
				During: interval.Draw(t, "during"), Knowledge: know.Draw(t, "know"), Origins: origins.Draw(t, "origins"),
				Products: scope.Draw(t, "products"),
				Claimed:  rapid.Bool().Draw(t, "claimed"), USMCA: rapid.Bool().Draw(t, "usmca"),
				Programs: some(t, "programs", programs), LoadedBefore: date.Draw(t, "loaded"),
				Whole: rapid.Bool().Draw(t, "whole"), USContent: rapid.SampledFrom([]string{"", "0.20", "1"}).Draw(t, "content"),
				Displaces: rapid.Bool().Draw(t, "displaces"),
			}
			for j := range i { // measures before this one, so that none waits in a circle
				if b.Measures[j].Group == "" && rapid.Bool().Draw(t, "subject") {
					x.Subject = append(x.Subject, law.Selector{Headings: headings[j]})
				}
			}
			m.Exceptions = append(m.Exceptions, x)
		}
		b.Measures = append(b.Measures, m)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "choices") {
		b.Choices = append(b.Choices,
			law.Choice{Number: i, Question: text.Draw(t, "question"), Headings: some(t, "headings", headings)})
	}
	return b
}

func cmpDate(d, otherwise trade.Date) trade.Date {
	if d.IsZero() {
		return otherwise
	}
	return d
}
