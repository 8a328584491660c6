// Package answer takes questions as JSON and gives answers, for programs that are asked by other
// programs: over HTTP, or by an agent. Operations lists what can be asked; both kinds of
// program offer that list and add nothing but their protocol.
//
// A question is one JSON object. A key that it does not have, a key twice, or text that is no
// UTF-8 refuses it: what is stated and not understood would change the answer. Amounts are
// exact decimals, as strings; a number is read by the digits that it is written with. A
// question reads no file and writes none, and nothing of it is kept.
//
// Each answer has the key "schema" of its shape. What has no answer is an error, never a zero:
// ProblemOf says which fact is missing, or what is not known after which day.
package answer
