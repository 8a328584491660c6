// Package period compares the periods of figures and flows with a window of days.
package period
