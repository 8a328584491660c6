package impact

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// listed is how many products and partners a list in JSON names; counts beside it are of all.
const listed = 50

// The layers as JSON.
type (
	exposure struct {
		Origin     string `json:"origin"`
		Rows       int    `json:"rows"`
		Value      string `json:"value"`
		Charged    string `json:"charged"`
		Exempt     string `json:"exempt"`
		Free       string `json:"free"`
		Base       string `json:"base_duty"`
		Additional string `json:"additional_duty"`
	}
	exemption struct {
		Authority string         `json:"authority"`
		Heading   string         `json:"heading"`
		By        string         `json:"by"`
		Status    string         `json:"status"`
		Rows      int            `json:"rows"`
		Value     string         `json:"value"`
		Count     int            `json:"products_count"`
		Products  []productValue `json:"products"`
	}
	productValue struct {
		Product string `json:"product"`
		Value   string `json:"value"`
	}
	coverage struct {
		Origin    string      `json:"origin"`
		Authority string      `json:"authority"`
		Value     string      `json:"value"`
		Any       string      `json:"any"`
		Share     string      `json:"share,omitempty"`
		Lists     []listCover `json:"lists"`
		Overlaps  []listCover `json:"overlaps"`
	}
	listCover struct {
		Headings []string `json:"headings"`
		Rows     int      `json:"rows"`
		Value    string   `json:"value"`
		Alone    string   `json:"alone"`
	}
	difference struct {
		Key       string `json:"key"`
		Title     string `json:"title"`
		Authority string `json:"authority"`
		Before    string `json:"before"`
		After     string `json:"after"`
		Change    string `json:"change"`
	}
	interval struct {
		Low     string `json:"low"`
		Central string `json:"central"`
		High    string `json:"high"`
		Source  string `json:"source,omitempty"`
	}
	behavioural struct {
		Markets   int       `json:"markets"`
		Digits    int       `json:"digits"`
		Completed int       `json:"completed"`
		Others    string    `json:"others"`
		Models    []modelOf `json:"models"`
		Oil       *oilOf    `json:"oil,omitempty"`
		Notes     []string  `json:"notes"`
	}
	modelOf struct {
		Model      string      `json:"model"`
		Parameters []parameter `json:"parameters"`
		sumsOf
		Partners []partnerOf `json:"partners"`
		Count    int         `json:"products_count"`
		Products []productOf `json:"products"`
		Tornado  []bar       `json:"tornado"`
		Draws    []drawn     `json:"draws,omitempty"`
		Refused  []refusal   `json:"refused,omitempty"`
	}
	refusal struct {
		Product string `json:"product"`
		Reason  string `json:"reason"`
	}
	sumsOf struct {
		ImportsBefore string    `json:"imports_before"`
		RevenueBefore string    `json:"revenue_before"`
		Imports       interval  `json:"imports"`
		Revenue       interval  `json:"revenue"`
		Welfare       interval  `json:"welfare"`
		Price         *interval `json:"price,omitempty"`
		Exporters     *interval `json:"exporters,omitempty"`
		Redirected    *interval `json:"redirected,omitempty"`
	}
	parameter struct {
		Name string `json:"name"`
		interval
	}
	partnerOf struct {
		Partner string   `json:"partner"`
		Before  string   `json:"before"`
		Imports interval `json:"imports"`
		Duty    interval `json:"duty"`
	}
	productOf struct {
		Product string `json:"product"`
		sumsOf
	}
	bar struct {
		Parameter string `json:"parameter"`
		Low       string `json:"low"`
		High      string `json:"high"`
		AtLow     point  `json:"at_low"`
		AtHigh    point  `json:"at_high"`
	}
	point struct {
		Imports string `json:"imports"`
		Revenue string `json:"revenue"`
		Welfare string `json:"welfare"`
	}
	drawn struct {
		What string `json:"what"`
		Mean string `json:"mean"`
		P05  string `json:"p05"`
		P50  string `json:"p50"`
		P95  string `json:"p95"`
	}
	judgement struct {
		Scenario    string   `json:"scenario"`
		Deadline    string   `json:"deadline,omitempty"`
		Horizon     int      `json:"horizon_days"`
		Probability interval `json:"probability"`
		Enforcement interval `json:"enforcement"`
		PassThrough interval `json:"pass_through"`
		TimeToBite  interval `json:"time_to_bite_days"`
		Cost        string   `json:"cost"`
		Gain        string   `json:"gain"`
		Expected    interval `json:"expected"`
		Target      interval `json:"target"`
		Sender      interval `json:"sender"`
		Works       bool     `json:"works"`
		AtBest      bool     `json:"works_at_best"`
		AtWorst     bool     `json:"works_at_worst"`
		Needs       []need   `json:"needs"`
		Draws       []drawn  `json:"draws,omitempty"`
		Worked      string   `json:"worked_share,omitempty"`
	}
	need struct {
		Field   string `json:"field"`
		AtLeast string `json:"at_least,omitempty"`
		AtMost  string `json:"at_most,omitempty"`
		Never   bool   `json:"never"`
		Met     bool   `json:"met"`
	}
)

// layersOf are the keys of a scenario beside the sums.
type layersOf struct {
	Exposure    []exposure   `json:"exposure"`
	Exempt      []exemption  `json:"exempt"`
	Coverage    []coverage   `json:"coverage"`
	Differences []difference `json:"differences"`
}

func layersJSON(r *impact.Report, law int) layersOf {
	out := layersOf{[]exposure{}, []exemption{}, []coverage{}, []difference{}}
	for _, e := range r.Exposure(law) {
		out.Exposure = append(out.Exposure, exposure{
			string(e.Origin), e.Rows, trade.Amount(e.Value), trade.Amount(e.Charged), trade.Amount(e.Exempt),
			trade.Amount(e.Free),
			trade.Amount(e.Base), trade.Amount(e.Additional),
		})
	}
	for _, e := range r.Exemptions(law) {
		one := exemption{
			string(e.Authority), e.Heading, e.By, string(e.Status), e.Rows, trade.Amount(e.Value),
			len(e.Products), nil,
		}
		for _, p := range e.Products[:min(listed, len(e.Products))] {
			one.Products = append(one.Products, productValue{p.Product.String(), trade.Amount(p.Value)})
		}
		out.Exempt = append(out.Exempt, one)
	}
	for _, c := range r.Coverage(law) {
		one := coverage{
			string(c.Origin), string(c.Authority), trade.Amount(c.Value), trade.Amount(c.Any), "", lists(c.Lists),
			lists(c.Overlaps),
		}
		if c.Value.IsPositive() {
			one.Share = c.Any.DivRound(c.Value, 6).String()
		}
		out.Coverage = append(out.Coverage, one)
	}
	for _, d := range r.Differences(law) {
		out.Differences = append(out.Differences, difference{
			d.Key, d.Title, string(d.Authority), trade.Amount(d.Before), trade.Amount(d.After), trade.Amount(d.Change()),
		})
	}
	return out
}

func lists(of []impact.ListCover) []listCover {
	out := []listCover{}
	for _, l := range of {
		out = append(out, listCover{l.Headings, l.Rows, trade.Amount(l.Value), trade.Amount(l.Alone)})
	}
	return out
}

func behaviouralOf(r *impact.Report, law int) *behavioural {
	if len(r.Behaviours) < law {
		return nil
	}
	b := r.Behaviours[law-1]
	out := &behavioural{b.Markets, b.Digits, b.Completed, trade.Amount(b.Others), []modelOf{}, oilJSON(b.Oil), b.Notes}
	for i := range b.Models {
		out.Models = append(out.Models, modelJSON(&b.Models[i]))
	}
	return out
}

func modelJSON(a *response.Answer) modelOf {
	m := modelOf{Model: a.Model.Name, sumsOf: sumsJSON(&a.Sums), Count: len(a.Products), Tornado: []bar{}}
	for _, r := range a.Refused {
		m.Refused = append(m.Refused, refusal(r))
	}
	for _, p := range []response.Range{a.Model.Substitution, a.Model.Demand, a.Model.Supply} {
		m.Parameters = append(m.Parameters, parameter{p.Name, interval{
			p.Low.String(), p.Central.String(), p.High.String(),
			p.Source,
		}})
	}
	for _, p := range a.Partners {
		m.Partners = append(m.Partners, partnerOf{p.Partner, trade.Amount(p.Before), amounts(p.Imports), amounts(p.Duty)})
	}
	products := slices.Clone(a.Products) // the largest change of imports first
	change := func(p *response.Product) decimal.Decimal { return p.Imports.Central.Sub(p.ImportsBefore).Abs() }
	slices.SortFunc(products, func(a, b response.Product) int {
		return cmp.Or(change(&b).Cmp(change(&a)), cmp.Compare(a.Product, b.Product))
	})
	for i := range products[:min(listed, len(products))] {
		m.Products = append(m.Products, productOf{products[i].Product, sumsJSON(&products[i].Sums)})
	}
	for _, b := range a.Bars {
		m.Tornado = append(m.Tornado, bar{
			b.Parameter.Name, b.Parameter.Low.String(), b.Parameter.High.String(),
			pointJSON(b.Low), pointJSON(b.High),
		})
	}
	for _, d := range a.Draws {
		m.Draws = append(m.Draws, drawn{
			d.What, trade.Amount(d.Mean), trade.Amount(d.P05), trade.Amount(d.P50),
			trade.Amount(d.P95),
		})
	}
	return m
}

func pointJSON(p response.Point) point {
	return point{trade.Amount(p.Imports), trade.Amount(p.Revenue), trade.Amount(p.Welfare)}
}

func sumsJSON(s *response.Sums) sumsOf {
	out := sumsOf{
		trade.Amount(s.ImportsBefore), trade.Amount(s.RevenueBefore), amounts(s.Imports), amounts(s.Revenue),
		amounts(s.Welfare), nil, nil, nil,
	}
	if s.Price != nil {
		out.Price = &interval{s.Price.Low.String(), s.Price.Central.String(), s.Price.High.String(), ""}
	}
	if s.Exporters != nil {
		exporters := amounts(*s.Exporters)
		out.Exporters = &exporters
	}
	if s.Redirected != nil {
		redirected := amounts(*s.Redirected)
		out.Redirected = &redirected
	}
	return out
}

func amounts(f response.Figure) interval {
	return interval{trade.Amount(f.Low), trade.Amount(f.Central), trade.Amount(f.High), ""}
}

func judgementOf(r *impact.Report, law int) *judgement {
	if len(r.Judgements) < law {
		return nil
	}
	j := r.Judgements[law-1]
	judged := func(r threat.Range) interval {
		return interval{r.Low.String(), r.Central.String(), r.High.String(), r.Source}
	}
	borne := func(f threat.Figure) interval {
		return interval{trade.Amount(f.Low), trade.Amount(f.Central), trade.Amount(f.High), ""}
	}
	t := &j.Threat
	out := &judgement{
		Scenario: r.Laws[law].Name, Horizon: t.Horizon,
		Probability: judged(t.Probability), Enforcement: judged(t.Enforcement), PassThrough: judged(t.PassThrough),
		TimeToBite: judged(t.TimeToBite),
		Cost:       trade.Amount(j.Stakes.Cost), Gain: trade.Amount(j.Stakes.Gain),
		Expected: borne(j.Expected), Target: borne(j.Target), Sender: borne(j.Sender), Works: j.Works, AtBest: j.AtBest,
		AtWorst: j.AtWorst,
	}
	if !t.Deadline.IsZero() {
		out.Deadline = t.Deadline.String()
	}
	for _, n := range j.Needs {
		one := need{Field: n.Field, Never: n.Never, Met: n.Met}
		switch {
		case n.Never:
		case n.Most:
			one.AtMost = n.At.String()
		default:
			one.AtLeast = n.At.String()
		}
		out.Needs = append(out.Needs, one)
	}
	for _, d := range j.Draws {
		out.Draws = append(out.Draws, drawn{
			d.What, trade.Amount(d.Mean), trade.Amount(d.P05), trade.Amount(d.P50),
			trade.Amount(d.P95),
		})
		out.Worked = j.Worked.String()
	}
	return out
}
