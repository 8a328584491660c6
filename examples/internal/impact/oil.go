package impact

import (
	"fmt"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/trade/equilibrium/redirect"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// Oil and the other side's answer as JSON. Prices are US dollars a barrel, volumes million barrels a
// day, revenue dollars a day, gains and duties dollars a year.
type (
	oilOf struct {
		Cap        string      `json:"cap,omitempty"`
		Lifted     bool        `json:"lifted"`
		Duties     []oilDuty   `json:"duties"`
		Parameters []parameter `json:"parameters"`
		Market     string      `json:"market"`
		Sources    []oilSource `json:"sources"`
		Now        oilState    `json:"now"`
		Most       oilState    `json:"most"`
		Fewest     oilState    `json:"fewest"`
		Points     int         `json:"points"`
		Several    int         `json:"several"`
		Notes      []string    `json:"notes"`
	}
	oilSource struct {
		Buyer  string `json:"buyer"`
		Source string `json:"source"`
	}
	oilDuty struct {
		Buyer string `json:"buyer"`
		Rate  string `json:"rate"`
	}
	oilState struct {
		Price    interval   `json:"price"`
		Netback  interval   `json:"netback"`
		Discount interval   `json:"discount"`
		Volume   interval   `json:"volume"`
		Stranded interval   `json:"stranded"`
		Revenue  interval   `json:"revenue_a_day"`
		Buyers   []oilBuyer `json:"buyers"`
	}
	oilBuyer struct {
		Buyer  string   `json:"buyer"`
		Volume interval `json:"volume"`
		Price  interval `json:"price"`
		Gain   interval `json:"gain"`
		Duty   interval `json:"duty"`
		Left   bool     `json:"left"`
		LeftAt int      `json:"left_at_points"`
	}
	answered struct {
		Importer string   `json:"importer"`
		Date     string   `json:"date"`
		Exports  string   `json:"exports"`
		Unknown  string   `json:"exports_unknown"`
		Duty     string   `json:"duty"`
		Least    string   `json:"least"`
		Most     string   `json:"most"`
		Whole    string   `json:"exports_whole,omitempty"`
		Covered  string   `json:"share_covered,omitempty"`
		Beyond   int      `json:"lines_beyond"`
		Notes    []string `json:"notes,omitempty"`
		Sectors  []sector `json:"sectors"`
	}
	sector struct {
		Sector  string `json:"sector"`
		Exports string `json:"exports"`
		Duty    string `json:"duty"`
		Rate    string `json:"rate"`
	}
)

func oilJSON(o *impact.Oil) *oilOf {
	if o == nil {
		return nil
	}
	m := &o.Under.Market
	out := &oilOf{
		Lifted: o.Policy.Lifted, Duties: []oilDuty{}, Market: m.Source, Sources: []oilSource{},
		Now: oilStateOf(&o.Now.Most), Most: oilStateOf(&o.Under.Most), Fewest: oilStateOf(&o.Under.Fewest),
		Points: o.Under.Points, Several: o.Under.Several, Notes: o.Notes,
	}
	if o.Policy.Cap.IsPositive() {
		out.Cap = o.Policy.Cap.String()
	}
	for _, r := range []response.Range{m.Elasticity.Demand, m.Elasticity.Supply, m.Elasticity.Own} {
		out.Parameters = append(out.Parameters, parameter{
			r.Name,
			interval{r.Low.String(), r.Central.String(), r.High.String(), r.Source},
		})
	}
	for _, b := range m.Buyers {
		out.Sources = append(out.Sources, oilSource{b.Name, b.Source})
	}
	for _, buyer := range []string{"CN", "EU", "IN", "JP", "TR"} {
		if rate, ok := o.Policy.Duties[buyer]; ok {
			out.Duties = append(out.Duties, oilDuty{buyer, rate.String()})
		}
	}
	return out
}

func plainInterval(f redirect.Figure) interval {
	return interval{f.Low.String(), f.Central.String(), f.High.String(), ""}
}

func oilStateOf(s *redirect.State) oilState {
	out := oilState{
		plainInterval(s.Price), plainInterval(s.Netback), plainInterval(s.Discount), plainInterval(s.Volume),
		plainInterval(s.Stranded),
		plainInterval(s.Revenue),
		[]oilBuyer{},
	}
	for _, b := range s.Buyers {
		out.Buyers = append(out.Buyers, oilBuyer{
			b.Name, plainInterval(b.Volume), plainInterval(b.Price), plainInterval(b.Gain), plainInterval(b.Duty), b.Left,
			b.LeftAt,
		})
	}
	return out
}

func showOil(w io.Writer, o *impact.Oil) {
	fmt.Fprintln(w, "oil, $/bbl and mb/d\tprice\tat the port\tvolume\trevenue $ m a day\twho left")
	row := func(name string, s *redirect.State) {
		var left []string
		for _, b := range s.Buyers {
			if b.LeftAt > 0 {
				left = append(left, fmt.Sprintf("%s at %d points", b.Name, b.LeftAt))
			}
		}
		span := func(f redirect.Figure) string { return fmt.Sprintf("%s (%s to %s)", f.Central, f.Low, f.High) }
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s (%s to %s)\t%s\n", name, span(s.Price), span(s.Netback), span(s.Volume),
			s.Revenue.Central.Shift(-6).StringFixed(1),
			s.Revenue.Low.Shift(-6).StringFixed(1), s.Revenue.High.Shift(-6).StringFixed(1), strings.Join(left, ", "))
	}
	row("cap of 44.10, no duty", &o.Now.Most)
	row("scenario, most barrels", &o.Under.Most)
	row("scenario, fewest", &o.Under.Fewest)
	for _, n := range o.Notes {
		fmt.Fprintln(w, n)
	}
}
