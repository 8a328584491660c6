package grid

// FirstSerial: day 61 of the 1900 calendar is 1900-03-01. Programs disagree about the days
// before it, because the calendar counts a 29 February 1900 that never was.
const FirstSerial = 61
