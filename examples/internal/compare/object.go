package compare

import (
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The shapes of the JSON answers. Amounts and rates are exact decimals as text.
type (
	layerObject struct {
		Authority string `json:"authority"`
		Heading   string `json:"heading"`
		Title     string `json:"title"`
		Rate      string `json:"rate"`
		Duty      string `json:"duty"`
	}
	changeObject struct {
		On     trade.Date `json:"on"`
		Before string     `json:"before"`
		After  string     `json:"after,omitempty"`
		Text   string     `json:"text"`
		Error  string     `json:"error,omitempty"`
	}
	originObject struct {
		Origin  trade.Country  `json:"origin"`
		Total   string         `json:"total_duty"`
		Rate    string         `json:"effective_rate,omitempty"`
		More    string         `json:"more_than_cheapest"`
		Differ  []layerObject  `json:"layers_that_differ"`
		Changes []changeObject `json:"changes,omitempty"`
	}
	unansweredObject struct {
		Origin  trade.Country `json:"origin"`
		Code    string        `json:"code"`
		Message string        `json:"message"`
	}
	productObject struct {
		HTS         string             `json:"hts"`
		Description string             `json:"description"`
		Shared      []layerObject      `json:"layers_of_all"`
		Origins     []originObject     `json:"origins"`
		Unanswered  []unansweredObject `json:"unanswered"`
	}
)

func layerObjects(lines []tariff.AssessedLine) []layerObject {
	out := []layerObject{}
	for _, l := range lines {
		out = append(out, layerObject{string(l.Authority), l.Heading, l.Title, l.DutyText, trade.Amount(l.Duty)})
	}
	return out
}

func changeObjects(changes []tariff.Change) []changeObject {
	var out []changeObject
	for _, c := range changes {
		o := changeObject{On: c.On, Before: trade.Amount(c.Before), Text: program.ChangeText(c)}
		if c.Err != nil {
			o.Error = tariff.ErrorCode(c.Err)
		} else {
			o.After = trade.Amount(c.After)
		}
		out = append(out, o)
	}
	return out
}

// Object is the JSON answer.
func (a *Answer) Object() any {
	out := []productObject{}
	for _, p := range a.products {
		object := productObject{
			HTS: p.code.String(), Description: p.goods, Shared: layerObjects(p.shared()),
			Origins: []originObject{}, Unanswered: []unansweredObject{},
		}
		for _, from := range p.origins {
			row := originObject{
				Origin: from.country, Total: trade.Amount(from.answer.Total),
				More:   trade.Amount(from.answer.Total.Sub(p.origins[0].answer.Total)),
				Differ: layerObjects(from.differ), Changes: changeObjects(from.changes),
			}
			if rate, ok := from.answer.EffectiveRate(); ok {
				row.Rate = rate.String()
			}
			object.Origins = append(object.Origins, row)
		}
		for _, u := range p.unanswered {
			object.Unanswered = append(object.Unanswered,
				unansweredObject{u.country, tariff.ErrorCode(u.err), program.Line(u.err)})
		}
		out = append(out, object)
	}
	return struct {
		Date     trade.Date      `json:"date"`
		Until    trade.Date      `json:"until,omitzero"`
		Value    string          `json:"value"`
		Products []productObject `json:"products"`
	}{a.question.Entry.Date, a.question.Until, a.question.Entry.Value.String(), out}
}
