// Package iran holds the order of the United States on countries that buy from Iran.
package iran
