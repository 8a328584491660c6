package columnar

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// duckdb asks DuckDB, as the package @duckdb/node-api of npm holds it; TRADESHOCK_DUCKDB may
// name the folder of an installed one.
func duckdb(t *testing.T) func(query string) string {
	if os.Getenv("TRADESHOCK_LONG") == "" {
		t.Skip("TRADESHOCK_LONG is not set")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not here")
		}
	}
	packages := os.Getenv("TRADESHOCK_DUCKDB")
	if packages == "" {
		packages = t.TempDir()
		install := exec.Command("npm", "install", "--no-save", "@duckdb/node-api@1.5.6-r.1")
		install.Dir = packages
		if text, err := install.CombinedOutput(); err != nil {
			t.Skipf("DuckDB cannot be installed: %s", text)
		}
	}
	script := filepath.Join(t.TempDir(), "query.js")
	require.NoError(t, os.WriteFile(script, []byte(`
const {DuckDBInstance} = require('@duckdb/node-api');
(async () => {
  const c = await (await DuckDBInstance.create(':memory:')).connect();
  const r = await c.runAndReadAll(process.argv[2]);
  for (const row of r.getRows()) console.log(row.map(String).join('|'));
})().catch(e => { console.error(e); process.exit(1); });
`), 0o644))
	return func(query string) string {
		run := exec.Command("node", script, query)
		run.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(packages, "node_modules"))
		text, err := run.CombinedOutput()
		require.NoError(t, err, string(text))
		return strings.TrimSpace(string(text))
	}
}

// TestDuckDB: DuckDB writes entries, and reads their duties and the panel back: as exact
// decimals, with the totals of the manifest.
func TestDuckDB(t *testing.T) {
	query := duckdb(t)
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.parquet"), filepath.Join(folder, "out.parquet")
	query(`COPY (SELECT i AS id, ['6109.10.00.12', '8703.23.01.40', '7326.90.86.88', '1701.13.10.00'][1 + i % 4] AS hts,
		['IN', 'CN', 'CA', 'VN', NULL][1 + (i * 7) % 5] AS origin, DATE '2025-01-01' + CAST((i * 13) % 600 AS INTEGER) AS date,
		CAST((i * 7919) % 1000000 AS DECIMAL(18, 2)) / 100::DECIMAL(18, 2)::DECIMAL(18, 2) AS raw,
		CAST((i * 7919) % 1000000 AS DECIMAL(18, 2)) AS value FROM range(200000) t(i)) TO '` + in + `' (FORMAT parquet)`)
	status, errs := ask(t, "-lines", in, "-out", out)
	require.Equal(t, 3, status, errs)
	text, err := os.ReadFile(out + ".json")
	require.NoError(t, err)
	var m Manifest
	require.NoError(t, json.Unmarshal(text, &m))
	want := fmt.Sprintf("%s|%d|200000|DECIMAL(18,2)|VARCHAR|DATE", m.Duties.Total.StringFixed(2), m.Duties.Rejected)
	assert.Equal(
		t,
		want,
		query(
			`SELECT sum(total_duty), count(error), count(*), any_value(typeof(total_duty)), any_value(typeof(error)), any_value(typeof(date))
		FROM '`+out+`'`,
		),
	)
	assert.Equal(
		t,
		"0|0",
		query(
			`SELECT count(*) FILTER (WHERE total_duty <> base_duty + additional_duty), count(*) FILTER ((total_duty IS NULL) `+
				`<> (error IS NOT NULL)) FROM '`+out+`'`,
		),
	)
	assert.Equal(
		t,
		"0",
		query(
			`SELECT count(*) FROM (SELECT id, hts, origin, date, raw, value FROM '`+in+
				`' EXCEPT ALL SELECT id, hts, origin, date, raw, value FROM '`+out+`')`,
		),
		"what came in came out",
	)

	status, errs = ask(t, "-panel", "-origin", "IN", "-hts", "6109", "-force", "-out", out)
	require.Equal(t, 0, status, errs)
	assert.Equal(
		t,
		"0.665000000|0.165000000|DECIMAL(18,9)",
		query(`SELECT total, base, typeof(additional) FROM '`+out+`'
		WHERE hts = '6109.10.00.12' AND "from" <= DATE '2025-09-01' AND "to" > DATE '2025-09-01'`),
	)
}
