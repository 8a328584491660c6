package udf

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// clickhouse is a session of ClickHouse, as the package chdb of npm embeds it, with this
// program as a script and as two functions. TRADESHOCK_CHDB may name the folder of an
// installed one.
type clickhouse struct{ folder, packages string }

func newClickhouse(t *testing.T) *clickhouse {
	if os.Getenv("TRADESHOCK_LONG") == "" {
		t.Skip("TRADESHOCK_LONG is not set")
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not here")
		}
	}
	c := &clickhouse{t.TempDir(), os.Getenv("TRADESHOCK_CHDB")}
	if c.packages == "" {
		c.packages = t.TempDir()
		install := exec.Command("npm", "install", "--no-save", "chdb@3.4.0")
		install.Dir = c.packages
		if text, err := install.CombinedOutput(); err != nil {
			t.Skipf("chdb cannot be installed: %s", text)
		}
	}
	binary, err := filepath.Abs(os.Args[0])
	require.NoError(t, err)
	c.write(t, "tradeshock", "#!/bin/sh\n"+childArgs+"=1 exec '"+binary+"' \"$@\"\n")
	c.write(t, "config.xml", fmt.Sprintf(`<clickhouse><user_scripts_path>%[1]s</user_scripts_path>
<user_defined_executable_functions_config>%[1]s/*_function.xml</user_defined_executable_functions_config></clickhouse>`, c.folder))
	function := func(name, kind, format, header, flags string) {
		c.write(t, name+"_function.xml", `<functions><function><type>`+kind+`</type><name>`+name+`</name>
<return_type>Tuple(total_duty Nullable(Decimal(18, 2)), error String)</return_type>
<argument><type>String</type><name>hts</name></argument><argument><type>String</type><name>origin</name></argument>
<argument><type>Date</type><name>date</name></argument><argument><type>Decimal(18, 2)</type><name>value</name></argument>
<format>`+format+`</format>`+header+`<command>tradeshock -answers total_duty,error `+flags+`</command></function></functions>`)
	}
	function(
		"duty",
		"executable_pool",
		"RowBinary",
		"<send_chunk_header>1</send_chunk_header>",
		"-format RowBinary -chunks",
	)
	function("plain_duty", "executable", "RowBinary", "", "-format RowBinary")
	return c
}

func (c *clickhouse) write(t *testing.T, name, text string) {
	require.NoError(t, os.WriteFile(filepath.Join(c.folder, name), []byte(text), 0o755))
}

// ask runs queries in one session and returns their answers, of lines parted by tabs.
func (c *clickhouse) ask(t *testing.T, queries ...string) []string {
	script := "const s = new (require('chdb').Session)(" + fmt.Sprintf("%q", filepath.Join(c.folder, "db")) +
		", {connectionArgs: ['--config-file=" + c.folder + "/config.xml']});\n"
	for _, q := range queries {
		script += fmt.Sprintf("console.log(s.query(%q, 'TSV') + '\\u0001');\n", q)
	}
	c.write(t, "queries.js", script+"s.close();\n")
	run := exec.Command("node", "queries.js")
	run.Dir = c.folder
	run.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(c.packages, "node_modules"))
	text, err := run.CombinedOutput()
	require.NoError(t, err, string(text))
	parts := strings.Split(string(text), "\x01\n")
	require.Len(t, parts, len(queries)+1, string(text))
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts[:len(queries)]
}

// TestClickHouse: five million rows inside SQL, by a pool of functions and by the table
// function, give the totals of the same rows in a file to the cent; rows without an answer
// are NULL with a reason.
func TestClickHouse(t *testing.T) {
	c := newClickhouse(t)
	file := filepath.Join(c.folder, "entries.csv")
	got := c.ask(
		t,
		`CREATE TABLE entries ENGINE = MergeTree ORDER BY id AS SELECT number AS id,
			['6109.10.00.12', '8703.23.01.40', '7326.90.86.88', '8471.30.01.00', '1701.13.10.00', '2710.19.16.00'][1 + number % 6] AS hts,
			['IN', 'CN', 'CA', 'MX', 'DE', 'VN', 'BR', 'XX'][1 + intHash32(number) % 8] AS origin,
			toDate('2025-01-01') + intHash32(number + 7) % 600 AS date,
			toDecimal64(intHash64(number) % 100000000, 2) / 100 AS value FROM numbers(5000000)`,
		`SELECT hts, origin, date, value FROM entries ORDER BY id INTO OUTFILE '`+file+`' FORMAT CSVWithNames`,
		`SELECT sum(d.total_duty), countIf(d.error != ''), countIf(isNull(d.total_duty)) FROM (SELECT duty(hts, origin, `+
			`date, value) AS d FROM entries)`,
		`SELECT sum(d.total_duty), countIf(d.error != ''), countIf(isNull(d.total_duty)) FROM (SELECT plain_duty(hts, origin, date, value) AS d FROM entries WHERE id < 100000)
			UNION ALL SELECT sum(d.total_duty), countIf(d.error != ''), countIf(isNull(d.total_duty)) FROM (SELECT duty(hts, origin, date, value) AS d FROM entries WHERE id < 100000)`,
		`SELECT count(), sum(id), sum(total_duty), countIf(error != ''), sum(base_duty + additional_duty) FROM executable(
			'tradeshock -columns "id UInt64, hts, origin, date, value" -answers id,total_duty,base_duty,additional_duty,error', TSV,
			'id UInt64, total_duty Nullable(Decimal(18, 2)), base_duty Nullable(Decimal(18, 2)), additional_duty Nullable(Decimal(18, 2)), error String',
			(SELECT id, hts, origin, date, value FROM entries))`,
		`SELECT duty('6109.10.00.12', 'IN', toDate('2025-09-01'), toDecimal64(10000, 2)).total_duty,
			duty('2710.19.16.00', 'IN', toDate('2025-09-01'), toDecimal64(10000, 2)).error`,
	)
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	in, err := os.Open(file)
	require.NoError(t, err)
	defer in.Close()
	want, err := lines.Assess(t.Context(), batch, in, nil, lines.Options{})
	require.NoError(t, err)
	total := trade.Amount(want.Base.Add(want.Additional))
	require.EqualValues(t, 5_000_000, want.Lines)
	require.Positive(t, want.Rejected)
	assert.Equal(t, fmt.Sprintf("%s\t%d\t%d", total, want.Rejected, want.Rejected), got[2])
	two := strings.Split(got[3], "\n")
	require.Len(t, two, 2)
	assert.Equal(t, two[0], two[1])
	assert.Equal(
		t,
		fmt.Sprintf("5000000\t%d\t%s\t%d\t%s", int64(5_000_000)*(5_000_000-1)/2, total, want.Rejected, total),
		got[4],
	)
	assert.True(t, strings.HasPrefix(got[5], "6650\t"), got[5])
	assert.Contains(t, got[5], "bbl")
}
