package law_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// A notice that does not exist: a new duty on cashew nuts with goods in transit outside
// it, another rate for cars, and a new number on a list.
const fictitious = `# This morning's notice.
notice Proclamation of 20 November 2026 on cashew nuts
  cite 91 FR 99999
  published 2026-11-20; known until 2026-12-31
book known until 2026-12-01

program Section 232 / nuts
  measure 9903.99.01 | cashew nuts, 12 %
    origins every country but MX; products 0801.31, 0801.32
    duty 12% from 2026-11-25
    except 9903.99.02 | in transit | heading 9903.99.02 | loaded before 2026-11-25; entered before 2027-01-10

change 9903.94.01
  duty 30% from 2026-11-28
  except 9903.99.03 | cars of collectors | heading 9903.99.03 | claimed
`

func over(t *testing.T, text string) (*law.Book, error) {
	t.Helper()
	notice, err := law.Read(strings.NewReader(text), "notice.txt")
	require.NoError(t, err)
	return notice.Over(us.Book())
}

func entry(origin trade.Country, product trade.Product, on trade.Date) tariff.Entry {
	return tariff.Entry{Date: on, Origin: origin, Product: product, Value: decimal.NewFromInt(10000)}
}

// TestNotice: what a notice adds and changes is charged, and the answer names it.
func TestNotice(t *testing.T) {
	book, err := over(t, fictitious)
	require.NoError(t, err)
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	charged := func(e tariff.Entry, heading string) string {
		a, err := engine.Assess(e)
		require.NoError(t, err)
		require.Contains(t, strings.Join(a.Notes, "\n"),
			"with Proclamation of 20 November 2026 on cashew nuts, 91 FR 99999, published 2026-11-20 laid over the book")
		for _, l := range a.Lines {
			if l.Heading == heading {
				return string(l.Status) + " " + l.Duty.String()
			}
		}
		return "not considered"
	}
	nuts := entry("VN", "0801320000", trade.NewDate(2026, 11, 25))
	require.Equal(t, "applied 1200", charged(nuts, "9903.99.01"))
	day := nuts
	day.Date = nuts.Date.AddDays(-1)
	require.Equal(t, "not_in_force 0", charged(day, "9903.99.01"))
	mexico := nuts
	mexico.Origin = "MX"
	require.Equal(t, "not considered", charged(mexico, "9903.99.01"))
	transit := nuts
	transit.Claims.Loaded = trade.NewDate(2026, 11, 24)
	require.Equal(t, "exempt 0", charged(transit, "9903.99.01"))
	car := entry("CN", "8703230140", trade.NewDate(2026, 11, 27))
	require.Equal(t, "applied 2500", charged(car, "9903.94.01"))
	car.Date = car.Date.AddDays(1)
	require.Equal(t, "applied 3000", charged(car, "9903.94.01"))
	car.Claims.Headings = []string{"9903.99.03"}
	require.Equal(t, "exempt 0", charged(car, "9903.94.01"))

	// Past the day to which the notice moves the book nothing is known.
	nuts.Date = trade.NewDate(2026, 12, 2)
	_, err = engine.Assess(nuts)
	var horizon *tariff.HorizonError
	require.ErrorAs(t, err, &horizon)
	require.Equal(t, "2026-12-01", horizon.KnownUntil.String())

	// The book below is as it was.
	_, found := us.Book().Measure("9903.99.01")
	require.False(t, found)
}

// TestNoticeFaults: what cannot be laid over the book is told where it stands.
func TestNoticeFaults(t *testing.T) {
	for text, want := range map[string]string{
		"change 9903.99.99\n  duty 1% from 2026-01-01\n":                                                      "notice.txt:1:1: \"change 9903.99.99\": the book has no measure 9903.99.99",
		"program IEEPA\n  measure 9903.01.84 | again\n    duty 1% from 2026-01-01\n":                          "write change 9903.01.84 to edit it",
		"add to list nuts\n  0801.31\n":                                                                       "begin it with list nuts",
		"add to group nuts\n  IN\n":                                                                           "begin it with group nuts",
		"program A\n  measure 1 | x\n    products nuts; origins IN\n    duty 1% from 2026-01-01\n":            "nuts",
		"program A\n  measure 1 | x\n    products all; origins ZZZ\n    duty 1% from 2026-01-01\n":            "ZZZ",
		"program A\n  measure 1 | x\n    products all\n    except those of 99\n    duty 1% from 2026-01-01\n": "no measure 99",
	} {
		_, err := over(t, text)
		require.ErrorContains(t, err, want, "%s", text)
	}
	var fault *law.SyntaxError
	_, err := over(t, "change 9903.99.99\n")
	require.True(t, errors.As(err, &fault))
}

// TestThoseOf: a new measure takes over the exceptions of one that the book has.
func TestThoseOf(t *testing.T) {
	book, err := over(t,
		"program IEEPA / oil\n  measure 9903.99.01 | as the duty for Russian oil\n    origins CN; products all\n    duty "+
			"50% from 2025-09-01 before 2026-01-01\n    except those of 9903.01.84\n")
	require.NoError(t, err)
	was, _ := us.Book().Measure("9903.01.84")
	now, _ := book.Measure("9903.99.01")
	require.NotEmpty(t, was.Exceptions)
	require.Equal(t, was.Exceptions, now.Exceptions)
}

// TestBookOfItsOwn: a country in one text.
func TestBookOfItsOwn(t *testing.T) {
	text, err := law.Read(strings.NewReader(country), "examplia.txt")
	require.NoError(t, err)
	book, err := text.Book()
	require.NoError(t, err)
	require.Equal(t, trade.Currency("EUR"), book.Currency)
	require.Equal(t, trade.Country("XK"), book.Importer)
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	a, err := engine.Assess(entry("DE", "72081000", trade.NewDate(2026, 5, 1)))
	require.NoError(t, err)
	require.Equal(t, "1800", a.Total.String(), "%s", fmt.Sprint(a))
	a, err = engine.Assess(entry("AL", "72081000", trade.NewDate(2026, 5, 1)))
	require.NoError(t, err)
	require.Equal(t, "800", a.Total.String())
	a, err = engine.Assess(entry("AL", "72081000", trade.NewDate(2026, 10, 1)))
	require.NoError(t, err)
	require.Equal(t, "300", a.Total.String())

	_, err = text.Over(nil)
	require.Error(t, err)
	notice, err := law.Read(strings.NewReader(fictitious), "notice.txt")
	require.NoError(t, err)
	_, err = notice.Book()
	require.ErrorContains(t, err, "laid over a book")
}

const country = `book Examplia
importer XK
currency EUR
known from 2026-01-01 until 2026-12-31

group neighbours
  AL, MK from 2026-03-01

exception donations = 99.01 | donations | art. 4 | claimed

program Safeguards / steel
  cite Decision 12/2026
  products 7208
  duty {rate} from 2026-04-01 before 2026-10-01
  ended from 2026-10-01
  except donations
  measure 99.10 | steel of neighbours | origins neighbours; rate 5%
  measure 99.11 | steel of others | origins every country but neighbours; rate 15%

line 7208.10.00 | 3% | | 20% | t
schedule known until 2026-12-31
`
