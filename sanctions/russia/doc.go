// Package russia is the dated, cited programme of measures around Russian oil, as
// far as this module holds it: the additional duty of the United States on the
// goods of India, the one threatened on the goods of China, and the direction of
// the Act of 18 September 2026. Describes applies section 113 of that Act to a buyer and
// a day, over published figures (PublishedFlows, TakingsOfFigures) or flows of one's own
// (TakingsOfFlows), with what the text leaves open as Choices.
package russia
