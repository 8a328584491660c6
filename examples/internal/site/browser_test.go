package site

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A browser without a head is told what to do by a script that the test puts into the page,
// and which sends back what it sees. The page itself is as it was built.

// visit opens the page with a driving script in a browser and returns what the script sends.
func visit(t *testing.T, server *httptest.Server, driver *atomic.Value, reports <-chan map[string]any, script, path,
	window, shot string,
) map[string]any {
	t.Helper()
	driver.Store(script)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	args := []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-dev-shm-usage",
		"--user-data-dir=" + t.TempDir(), "--window-size=" + window,
	}
	if strings.Contains(shot, "dark") {
		args = append(args, "--blink-settings=preferredColorScheme=0")
	}
	if shot != "" {
		args = append(args, "--screenshot="+shot)
	} else {
		args = append(args, "--remote-debugging-port=0")
	}
	cmd := exec.CommandContext(ctx, "chromium", append(args, server.URL+path)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	require.NoError(t, cmd.Start())
	defer func() { _ = cmd.Wait() }()
	select {
	case r := <-reports:
		if shot == "" {
			cancel()
		}
		require.Empty(t, r["failed"])
		return r
	case <-ctx.Done():
		t.Fatal("the page sent nothing")
	}
	return nil
}

// drive serves the page with a driver.
func drive(t *testing.T) (server *httptest.Server, driver *atomic.Value, reports chan map[string]any,
	offline *atomic.Bool,
) {
	if os.Getenv("TRADESHOCK_LONG") == "" {
		t.Skip("TRADESHOCK_LONG=1 starts a browser")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("no chromium here")
	}
	files, err := built(t)
	require.NoError(t, err)
	files = maps.Clone(files)
	files["index.html"] = bytes.Replace(files["index.html"], []byte(`<script src="app.js" defer>`),
		[]byte(`<script src="/driver.js" defer></script><img src="/held.png" alt="" hidden><script src="app.js" defer>`), 1)
	driver, offline, reports = &atomic.Value{}, &atomic.Bool{}, make(chan map[string]any, 1)
	driver.Store("")
	held := make(chan struct{})
	var once sync.Once
	pages := Handler(files)
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/report":
			var report map[string]any
			body, _ := io.ReadAll(r.Body)
			if err := json.Unmarshal(body, &report); err != nil {
				report = map[string]any{"failed": string(body)}
			}
			reports <- report
			if report["more"] != true {
				once.Do(func() { close(held) })
			}
		case r.URL.Path == "/held.png": // the page is loading until the script is done
			select {
			case <-held:
			case <-r.Context().Done():
			}
			w.WriteHeader(http.StatusNoContent)
		case r.URL.Path == "/phone": // a browser's own window can't be as narrow
			_, _ = io.WriteString(w,
				`<!DOCTYPE html><body style="margin:0"><iframe src="/" width="390" height="3400" style="border:0"></iframe>`)
		case r.URL.Path == "/offline":
			offline.Store(true)
		case r.URL.Path == "/driver.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, prelude, driver.Load())
		case offline.Load():
			panic(http.ErrAbortHandler) // as if there were no network
		default:
			pages.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server, driver, reports, offline
}

const prelude = `"use strict";
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function until(what, holds) {
  for (let i = 0; i < 1500; i++) { if (holds()) return; await sleep(100); }
  throw new Error("waited in vain for " + what + ": " + JSON.stringify(document.body.dataset) + document.getElementById("status").textContent);
}
const send = (o) => fetch("/report", { method: "POST", body: JSON.stringify(o) });
const state = () => document.body.dataset;
const text = (id) => document.getElementById(id).innerText;
const fill = (id, v) => { const el = document.getElementById(id); el.value = v; el.dispatchEvent(new Event("change")); };
async function answered(click) { state().answer = ""; click(); await until("an answer", () => state().answer); }
const submit = (id) => document.getElementById(id).requestSubmit();
(async () => { %s })().catch((e) => send({ failed: String(e) }));
`

var (
	buildOnce  sync.Once
	buildFiles map[string][]byte
	errBuild   error
)

// built are the files, built once for all tests.
func built(t *testing.T) (map[string][]byte, error) {
	buildOnce.Do(func() { buildFiles, errBuild = Build(t.Context()) })
	return buildFiles, errBuild
}

func shot(name string) string {
	if dir := os.Getenv("TRADESHOCK_SHOTS"); dir != "" {
		return filepath.Join(dir, name+".png")
	}
	return ""
}

// TestPage: a visit from the first paint to the comparison of all origins.
func TestPage(t *testing.T) {
	server, driver, reports, _ := drive(t)
	r := visit(t, server, driver, reports, `
	const out = { early: { button: !!document.querySelector("button"), state: state().state || "" } };
	await until("a paint", () => performance.getEntriesByType("paint").length > 0);
	out.early.paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
	out.early.painted = state().state || "";
	await until("the book", () => state().state === "ready");
	out.ready = performance.now();
	await until("the first answer", () => state().answer);
	out.first = text("entry"); out.time = text("time"); out.origins = text("compared"); out.status = text("status");
	out.chart = document.querySelector("#time svg").getAttribute("role") + " " + document.querySelector("#time svg title").textContent;
	out.hash = location.hash;

	fill("hts", "0402.10.50.00");
	await answered(() => submit("form"));
	out.missing = text("error"); out.code = state().answer;
	const field = document.querySelector("#facts [data-kind=quantity] input");
	out.field = field.labels[0].textContent; out.invalid = field.getAttribute("aria-invalid");
	field.value = "100";
	await answered(() => submit("form"));
	out.given = text("entry"); out.cleared = document.getElementById("error").hidden;
	document.getElementById("facts").replaceChildren();

	fill("hts", "8541.43.00"); fill("origin", "VN"); fill("date", "2025-08-20"); fill("value", "100");
	await answered(() => submit("form"));
	out.numbers = text("error");
	await answered(() => document.querySelector("#error li button").click());
	out.chosen = text("entry");

	fill("date", "2030-01-01"); await answered(() => submit("form"));
	out.late = text("error");
	fill("origin", "Atlantis"); fill("value", "many"); await answered(() => submit("form"));
	out.wrong = text("error"); out.marked = [...document.querySelectorAll("#form .wanted input")].map((i) => i.id).join(" ");
	fill("hts", "<img src=x onerror=alert(1)>"); await answered(() => submit("form"));
	out.markup = document.querySelectorAll("#error img").length;

	await answered(() => document.getElementById("shirt").click());
	fill("words", "cotton t-shirt"); submit("search");
	await until("codes", () => document.querySelectorAll("#found button").length > 0);
	out.found = text("found");
	submit("oil"); await until("the weighing", () => state().weighed);
	out.oil = text("weighed");
	fill("origins", "all"); state().compared = ""; submit("compare");
	await until("all origins", () => Number(state().compared) > 150);
	out.all = state().compared;

	const unnamed = [...document.querySelectorAll("input, select, textarea")].filter((e) => !e.labels.length && !e.getAttribute("aria-label"));
	const focusable = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
	out.unnamed = unnamed.length; out.positive = focusable.filter((e) => e.tabIndex > 0).length;
	out.mute = [...document.querySelectorAll("button")].filter((b) => !b.textContent.trim()).length;
	out.fake = document.querySelectorAll("[onclick], div[role=button]").length;
	await send(out);
	`, "/", "1100,2600", shot("wide"))
	early := r["early"].(map[string]any)
	assert.Equal(t, true, early["button"])
	assert.Equal(t, "", early["painted"], "painted before the book was ready")
	assert.Less(t, early["paint"], r["ready"])
	t.Logf("painted after %.0f ms, ready after %.0f ms", early["paint"], r["ready"])
	assert.Contains(t, r["first"], "Duty 6,650.00 — 66.5 % of the value")
	assert.Contains(t, r["first"], "9903.01.84")
	assert.Contains(t, r["time"], "changes as a table")
	assert.Contains(t, r["chart"], "img Duty on 6109.10.00.12 from IN")
	assert.Contains(t, r["origins"], "Viet")
	assert.Contains(t, r["status"], "known from 20")
	assert.Contains(t, r["hash"], "6109.10.00.12")
	assert.Equal(t, "missing_fact", r["code"])
	assert.Contains(t, r["missing"], "the quantity in kg")
	assert.Equal(t, "Quantity in kg", r["field"])
	assert.Equal(t, "true", r["invalid"])
	assert.Contains(t, r["given"], "0402.10.50")
	assert.Equal(t, true, r["cleared"])
	assert.Contains(t, r["numbers"], "Take 8541.43.00.80, which owes 20.00 (20 %)")
	assert.Contains(t, r["chosen"], "8541.43.00.80 from VN")
	assert.Contains(t, r["late"], "2030-01-01")
	assert.Contains(t, r["wrong"], "Atlantis")
	assert.Contains(t, r["wrong"], "many")
	assert.Equal(t, "origin value", r["marked"])
	assert.EqualValues(t, 0, r["markup"])
	assert.Contains(t, r["found"], "6109.10.00.12")
	assert.Contains(t, r["oil"], "15,050,000,000.00", "60.2 billion at 25 %")
	assert.Contains(t, r["oil"], "23.3 dollars a barrel", "15.05 billion over 88 million tonnes at 7.33 barrels")
	for _, none := range []string{"unnamed", "positive", "mute", "fake"} {
		assert.EqualValues(t, 0, r[none], none)
	}
}

// TestPhone: at the width of a phone nothing is cut, whatever the goods pay.
func TestPhone(t *testing.T) {
	for _, name := range []string{"phone", "phone-dark"} {
		server, driver, reports, _ := drive(t)
		r := visit(t, server, driver, reports, `
		await until("the first answer", () => state().answer);
		submit("oil"); await until("the weighing", () => state().weighed);
		for (const d of document.querySelectorAll("details")) d.open = true;
		const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll") && getComputedStyle(e).position !== "absolute");
		const small = [...document.querySelectorAll("button, input, select")].filter((e) => e.offsetHeight > 0 && e.offsetHeight < 40);
		const dark = matchMedia("(prefers-color-scheme: dark)").matches, ink = getComputedStyle(document.body).color, paper = getComputedStyle(document.body).backgroundColor;
		for (const d of document.querySelectorAll("details")) d.open = false;
		await send({ width: innerWidth, scroll: document.documentElement.scrollWidth, wide: wide.map((e) => e.tagName + e.id), small: small.length, dark: dark, ink: ink, paper: paper });
		`, "/phone", "500,3400", shot(name))
		t.Log(name, r)
		assert.EqualValues(t, 390, r["width"])
		assert.LessOrEqual(t, r["scroll"], r["width"])
		assert.Empty(t, r["wide"])
		assert.EqualValues(t, 0, r["small"], "what a finger can't hit")
		assert.NotEqual(t, r["ink"], r["paper"])
	}
}

// TestOffline: after one visit the page works without a network.
func TestOffline(t *testing.T) {
	server, driver, reports, offline := drive(t)
	r := visit(t, server, driver, reports, `
	await until("the files to be kept", () => state().offline);
	if (!sessionStorage.getItem("again")) {
		sessionStorage.setItem("again", "yes");
		await fetch("/offline");
		location.reload();
		return;
	}
	await until("an answer", () => state().answer);
	let network = "reached"; try { await fetch("/never-kept"); } catch { network = "none"; }
	await send({ first: text("entry"), network: network, controlled: !!navigator.serviceWorker.controller });
	`, "/", "800,900", "")
	assert.True(t, offline.Load())
	assert.Equal(t, "none", r["network"])
	assert.Equal(t, true, r["controlled"])
	assert.Contains(t, r["first"], "6,650.00")
}
