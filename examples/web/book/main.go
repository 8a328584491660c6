//go:build js && wasm

// Command book is the book of the United States as a worker of a browser: it compiles the
// book, tells the page so, and then answers questions, JSON in and JSON out.
package main

import (
	"syscall/js"

	"github.com/tradeshock/tradeshock/examples/internal/question"
)

func main() {
	book, err := question.Open()
	if err != nil {
		js.Global().Call("bookFailed", err.Error())
		return
	}
	js.Global().Set("bookAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return `{"error":{"code":"refused","message":"a question is one text"}}`
		}
		return string(book.Answer([]byte(args[0].String())))
	}))
	js.Global().Call("bookReady")
	select {}
}
