// Package venezuela holds the order of the United States on countries that buy oil of Venezuela.
package venezuela
