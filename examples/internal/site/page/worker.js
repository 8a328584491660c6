// The book runs here, beside the page, so that the page never waits for it.
"use strict";
importScripts("wasm_exec.js");

const size = {{size}}; // bytes of book.wasm.gz

function say(text, part) { postMessage({ status: text, part: part }); }

self.bookReady = () => postMessage({ ready: true });
self.bookFailed = (text) => postMessage({ failed: text });

onmessage = (e) => postMessage({ id: e.data.id, answer: self.bookAnswer(e.data.question) });

async function start() {
  const reply = await fetch("book.wasm.gz");
  if (!reply.ok) throw new Error("book.wasm.gz: " + reply.status);
  let read = 0;
  const counted = reply.body.pipeThrough(new TransformStream({
    transform(chunk, out) {
      read += chunk.length;
      say("The book of law is being fetched: " + Math.min(100, Math.round(100 * read / size)) + " %.", 60 * read / size);
      out.enqueue(chunk);
    },
  }));
  // A server may have unpacked it on the way already.
  const head = counted.getReader();
  const first = await head.read();
  head.releaseLock();
  const packed = first.value && first.value[0] === 0x1f && first.value[1] === 0x8b;
  const whole = new ReadableStream({
    async start(out) {
      if (first.value) out.enqueue(first.value);
      const rest = counted.getReader();
      for (;;) {
        const { done, value } = await rest.read();
        if (done) break;
        out.enqueue(value);
      }
      out.close();
    },
  });
  const bytes = await new Response(packed ? whole.pipeThrough(new DecompressionStream("gzip")) : whole).arrayBuffer();
  say("The program is being compiled.", 65);
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(bytes, go.importObject);
  say("The book of law is being compiled.", 80);
  await go.run(instance);
}

start().catch((err) => postMessage({ failed: String(err) }));
