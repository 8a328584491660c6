package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flagged are the questions to which every other flag of the program is added, one at a time; @ is
// the folder of the inputs, ~ a blank within a word.
var flagged = []string{
	"duty -origin IN -hts 6109.10.00.12 -value 33.33 -date 2025-09-01",
	"duty -lines @/entries.csv",
	"duty -lines @/entries.csv -shard 0/1 -out @/out.csv",
	"compare -hts 6109.10.00.12 -origin IN,VN -value 33.33 -date 2025-09-01",
	"watch -list @/shirts.csv -from 2025-08-01 -to 2025-10-01",
	"panel -date 2025-09-01 -origin IN,CA -hts 6109.10,7318.15",
	"panel -date 2025-09-01 -origin IN,CN -weights imports-2024",
	"panel -intervals -origin CA -hts 6109.10,7318.15",
	"panel -diff 2025-08-01,2025-09-01 -origin IN -hts 6109.10",
	"panel -events 2025-08-01,2025-09-01",
	"impact -flows @/all.csv -scenario no-ieepa",
	"impact -flows @/all.csv -scenario no-ieepa,section-113=50:IN -behaviour none -date 2025-09-01",
	"impact -flows @/threat.csv -scenario no-ieepa -totals",
	"impact -flows imports-2024:TR -scenario no-ieepa -date 2025-09-01 -behaviour none",
	"search t-shirt",
	"browse 6109",
	"check @/flows.csv",
	"check -template @/template.xlsx",
	"book -export @/us.txt",
	"book -check @/notice.txt",
	"book -template @/template.xlsx",
	"book -export @/scenario.json -scenario no-ieepa",
	"cap -regime EU -product crude -price 47.10 -date 2026-02-15",
	"ownership -rule ofac -date 2026-10-01 -listed Acme -edges @/near.csv",
	"importers -date 2026-11-01",
	"importers -buyer IN -date 2026-11-01",
	"importers -flows @/barrels.csv -factor 7.33 -window 2025-11-01..2025-12-31",
	"importers -five",
	"models -model ces -in @/ces.json",
	"models -elasticities",
	"tradeoff -buyer IN",
	"tradeoff -buyer IN -out @/tradeoff.xlsx",
	"tradeoff -buyer CN -months 2025-01..2025-03",
	"tradeoff -caps 60,30 -price 60 -volume 3.5:mb/d",
	"pressure -buyer IN -supply 99",
	"replay",
	"schema",
	"version",
	"completion bash",
	"india50 -out @",
}

// valued are a text for each flag that takes one, of a kind that changes an answer wherever the flag
// counts; of a program that needs another by "program flag".
var valued = map[string]string{
	"origin": "CN", "hts": "6109.10.00.14", "value": "77.77", "date": "2026-03-01", "qty": "5:kg", "part": "case=4",
	"claim": "loaded=2025-08-01", "rounding": "exact", "rate": "7%", "importer": "CA", "book": "@/us.txt",
	"schedule": "@/table.csv",
	"law":      "@/shirt.txt", "scenario": "no-ieepa", "as-published": "2025-08-01", "fees": "sea", "until": "2026-03-01",
	"lines": "@/entries.csv", "out": "@/other", "by": "origin", "rejects": "@/rejects.csv", "workers": "1", "shard": "0/2",
	"manifest": "@/m.json", "list": "@/list.csv", "from": "2025-03-01", "to": "2025-12-01", "weights": "imports-2024",
	"diff": "2025-08-01,2025-09-01", "events": "2025-08-01,2025-09-01", "flows": "@/flows.csv", "html": "@/page.html",
	"behaviour": "ces,smart", "products": "4", "draws": "20", "seed": "7", "show": "exposure", "probability": "0.4",
	"enforcement":  "0.5",
	"pass-through": "0.9", "time-to-bite": "10", "deadline": "2026-12-31", "gain": "100", "rates": "10,20",
	"cif-factor": "1.1",
	"within":     "first", "layout": "native_wide", "sheet": "Flows", "encoding": "windows-1252", "decimal": ",",
	"group": ".",
	"flow":  "import", "partner": "US", "period": "2024-06", "destination": "US", "dates": "dmy", "unit": "1000~USD",
	"importers unit": "bbl",
	"column":         "period=period", "n": "3", "annotate": "@/marked.xlsx", "template": "@/t.xlsx",
	"check":    "@/notice.txt",
	"panel by": "authority", "impact weights": "none",
	"export": "@/us2.txt", "basis": "CIF", "contract": "2025-12-01", "loaded": "2026-01-01", "discharged": "2026-02-01",
	"freight": "4", "insurance": "1", "dues": "0.1", "price": "50", "product": "premium", "regime": "US", "rule": "eu",
	"listed": "A", "edges": "@/circle.csv", "figures": "@/figures.csv", "commodity": "gas",
	"window": "2025-01-01..2025-12-31",
	"whole":  "2025-10-18..2026-10-17", "factor": "7.3", "prior": "enactment", "buyer": "TR", "new-crude": "yes",
	"new-gas": "yes",
	"steps":   "no", "gas-share": "0.12", "evasion": "no", "model": "gsim", "in": "@/gsim.json",
	"months": "2025-07..2025-08",
	"bears":  "0.5", "volume": "50:Mt", "discount": "2", "exports": "50", "exposed": "0.5", "barrels-per-tonne": "7.2",
	"grade": "ESPO", "benchmark": "60", "caps": "50", "covered": "0.3", "enforced": "0.5", "saving": "1", "shut-in": "20",
	"supply": "2", "answers": "error", "columns": "hts String", "format": "RowBinary",
}

// same are the flags with which an answer has a right to be the same: of any number of workers, of
// a day that is known, of a text in which nothing is written in another way, and of what only an
// error has or a file that is not there.
var same = []string{
	"workers", "hold", "encoding", "decimal", "group", "dates", "layout", "json -template", "force -out", "force -export",
	"force -template", "force -shard", "csv -intervals", "importer -events", "column", "weights -totals",
}

// maySay tells whether a flag has a right to change nothing in a question.
func maySay(question, flag string) bool {
	return slices.ContainsFunc(same, func(s string) bool {
		name, with, _ := strings.Cut(s, " ")
		return name == flag && strings.Contains(question, with)
	})
}

// TestEveryFlagHasEffect: a flag that is added to a question changes what is printed, written or
// told, or is refused; none is passed over in silence.
func TestEveryFlagHasEffect(t *testing.T) {
	dir := t.TempDir()
	fresh := func() {
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.CopyFS(dir, os.DirFS("../models/testdata")))
		for name, text := range inputs {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
		for name, text := range flaggedInputs {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
	}
	saw := func(args []string) string {
		fresh()
		before := files(t, dir)
		status, out, words := ask(t, args...)
		written := files(t, dir)
		for name, text := range before {
			if written[name] == text {
				delete(written, name)
			}
		}
		return fmt.Sprint(status, out, words, written)
	}
	// Each question with every flag takes minutes; here each is asked with some, from another place a question.
	every := 24
	if os.Getenv("TRADESHOCK_LONG") != "" {
		every = 1
	}
	name := regexp.MustCompile(`(?m)^  -([a-z0-9-]+)`)
	for k, question := range flagged {
		args := argsOf(dir, question)
		base := saw(args)
		_, _, help := ask(t, args[0], "-h")
		for i, m := range name.FindAllStringSubmatch(help, -1) {
			flag := m[1]
			if (i+k)%every > 0 || slices.Contains(args, "-"+flag) || maySay(question, flag) {
				continue
			}
			more := append(slices.Clone(args[:1]), "-"+flag)
			if !regexp.MustCompile(`(?m)^  -` + flag + `$`).MatchString(help) {
				value, ok := valued[args[0]+" "+flag]
				if !ok {
					value, ok = valued[flag]
				}
				require.True(t, ok, "no value is known for -%s of %s", flag, args[0])
				more = append(more, argsOf(dir, value)...)
			}
			assert.NotEqual(t, base, saw(append(more, args[1:]...)), "%s: -%s has no effect", question, flag)
		}
	}
}

func argsOf(dir, line string) []string {
	out := strings.Fields(strings.ReplaceAll(line, "@", dir))
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "~", " ")
	}
	return out
}

// files are the files of a folder by their names.
func files(t *testing.T, dir string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		out[path] = string(text)
		return err
	})
	require.NoError(t, err)
	return out
}

var flaggedInputs = map[string]string{
	"shirt.txt": `notice Shirts
  cite 91 FR 99999
  published 2025-08-01; known until 2026-10-10

program Section 232 / shirts
  measure 9903.99.01 | shirts, 12 %
    origins every country; products 6109
    duty 12% from 2025-08-15
`,
	"table.csv": "code,duty,from,to\n6109.10.00,33%,2024-01-01,2025-08-15\n6109.10.00,34%,2025-08-15,\n",
	"figures.csv": "period,buyer,product,quantity,unit,value,currency,share_pct,source,sure\n" +
		"2025-11,IN,crude,1,Mt,,,,own,high\n",
	"shirts.csv": "hts,origin,value\n6109.10.00.12,IN,33.33\n",
	"near.csv":   "owner,entity,percent\nACME,A,60\nAcme,B,60\n",
	"barrels.csv": "period,origin,destination,hs,value_usd,quantity,unit\n2025-11,RU,IN,2709.00,700,10,t\n" +
		"2025-12,RU,CN,2709.00,900,12,bbl\n2025-12,RU,DE,2709.00,9000,12,t\n2025-12,RU,FR,2710.19,900,12,t\n",
	"all.csv": `period,origin,destination,hs,value_usd,quantity,unit
2025-08,IN,US,6109100012,33.33,,
2025-09,IN,US,610910,700.01,,
2025-09,CN,US,7326908688,14172.77,,
`,
}
