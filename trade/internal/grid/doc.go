// Package grid is what reading and writing spreadsheets share: addresses, the limits of the
// file format, its calendar, names of parts and sheets, and text that nothing runs.
package grid
