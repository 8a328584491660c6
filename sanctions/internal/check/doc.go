// Package check holds what the rooms of sanctions check texts and numbers with: one limit for
// numbers, one for texts in messages, errors collected together, words of a type.
package check
