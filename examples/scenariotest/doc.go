// Package scenariotest shows how a go test of one's own checks scenarios: copy scenario_test.go
// and the folder scenarios into a project, and write down what is expected there.
//
//	go test ./examples/scenariotest
//
// A failure names the file and the line, so that an editor jumps to it.
package scenariotest
