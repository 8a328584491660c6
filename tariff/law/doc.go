// Package law is what a border charges by law, as data and as text: the book of a country,
// or a notice of this morning that is laid over one.
//
// # The law as data
//
// A Book holds the Schedule of base rates (its lines, numbers, seasons and editions), the
// Measures beside it, the Lists of products and the Groups of countries that they name, the
// special programs, the register of choices, and until when all of this is known. A Measure
// says on which Authority it rests, whom and what it touches (Origins, Scope), on which part
// of the value (Basis), how it joins the rest (Stacking), what it charges when (Terms, each
// in a State), and what lifts it (Exceptions). A duty is a text in the grammar of package
// duty. A Scenario is a list of Edits to a book.
//
// Days are intervals with the first day in and the last out; a zero day is open. Every fact
// carries two clocks: the days that it applies to, and when it was Published and Overtaken
// (Knowledge). AsKnown is the book as it is now known, AsPublished as it could be known on a
// day.
//
// Check says all that is wrong with a book; package tariff makes an engine of one that is
// sound. Book, Schedule and Scenario are plain data: who edits one takes Clone first, and
// many may read one.
//
// Errors: Find says *ProductError for a code that is not entered on the day; Check *BookError
// for each fault; ParseScenario and Apply *ScenarioError; Read, Over and Into *SyntaxError
// with file, line and column; Print an error that names what no text can say.
//
// # The law as text
//
// Read reads a text, and Print writes one of a book; what is printed reads back the same.
// Text.Book makes a book of a text, and Text.Over lays it over a book.
//
// A text is lines. A line at the margin opens something; lines further in belong to it;
// a line that begins with # is a comment; a line that ends with a backslash goes on in
// the next. Clauses on one line are separated by semicolons, fields by bars, names by
// commas; "but" begins the names that are taken out. A text with a bar, a semicolon or
// a comma in it stands in quotation marks. Days are from D before D: the second is the
// first day on which the rule holds no more.
//
// # A notice
//
//	notice Proclamation of 20 November 2026 on cashew nuts
//	  cite 91 FR 99999
//	  published 2026-11-20; known until 2026-12-31
//	book known until 2026-11-26
//
//	program Section 232 / nuts
//	  measure 9903.99.01 | cashew nuts, 12 %
//	    origins every country but MX; products 0801.31, 0801.32
//	    duty 12% from 2026-11-25
//	    except 9903.99.02 | in transit | heading 9903.99.02 | loaded before 2026-11-25; entered before 2027-01-10
//
//	change 9903.94.01
//	  duty 30% from 2026-12-01
//
//	add to list aircraft_gb
//	  8807.30.00 from 2026-11-25
//
// A measure joins the book, a change edits one: clauses that it states replace those
// of the measure, its days replace the measure's on those days, its exceptions are
// tried before those of the measure. "book known until" moves the day until which the
// whole book may be asked, on the word of whoever wrote the notice; without it a day
// after the book's own is refused as before. "known until" is that of the measures
// that the notice states or changes.
//
// # A book
//
//	book Examplia
//	importer XK
//	currency EUR
//	known from 2026-01-01 until 2026-12-31
//
//	group neighbours | from 2026-03-01
//	  AL, MK, ME from 2026-06-01
//
//	exception donations = 99.01 | donations | art. 4 | claimed
//	exception in-transit = 99.02 | in transit | art. 5 | loaded before 2026-04-01
//	exceptions usual = donations, in-transit
//	precedence metals | one heading for an article | art. 7 | the whole article; comes first
//	  99.20 before Safeguards / steel
//
//	program Safeguards / steel
//	  cite Decision 12/2026
//	  origins every country; products 7208, 7209 but 7209.15
//	  except usual, metals
//	  duty {rate} from 2026-04-01 before 2026-10-01
//	  ended from 2026-10-01
//	  measure 99.10 | steel of neighbours | origins neighbours; rate 5%
//	  measure 99.11 | steel of others | origins every country but neighbours; rate 15%
//
//	program Safeguards / containers
//	  measure 99.20 | sheet for containers | origins every country; products 7208; on claim
//	    duty 2% from 2026-04-01
//
//	line 7208 | 3% | | | kg | from 2026-01-01
//	line 7208.10.00 | 3% | | 20% | t
//
// In place of its lines a book may name a table of them, "schedule rates.csv", with the
// columns code, duty, from, to: see package schedule. A line of two to six digits holds for
// every code below it that has no line of its own.
//
// A program names an authority and, behind a slash, an action; what stands before its
// first measure holds for every measure that does not say otherwise ("none", "no",
// "full value" and "adds" take a default back). {rate} in its days stands for the rate
// that each measure states. An exception has a name, by which measures refer to it; one
// that stands once is written where it is used, behind "except". A table of precedence
// says once who lifts whom; a measure says with "except" and its name where the rows
// about it stand among its exceptions, which are tried in order.
//
// # Statements
//
//	book, importer, currency, known, column 2, covers   the book as a whole
//	group, special program, list, base rate              what measures refer to
//	schedule known until, revision, line, number,        the schedule; "schedule rates.csv" names a
//	schedule FILE                                        table of lines, read by package schedule
//	choice, source                                       the register and the sources
//	exception, exceptions, precedence                    what lifts a measure
//	program, measure                                     the measures
//	notice, book known until, change, add to list,       a text over a book
//	add to group
//
// Clauses of a measure: cite, origins, products, basis (steel, aluminum, copper, non-US
// [up to SHARE], full value), stacking (adds, tops up, replaces), on the general rate, at or above the cap,
// largest of group, ask, answered also by, on claim, remark, known until, rate, title. Its days: duty TEXT, proposed,
// threatened, authorised, suspended, ended, invalidated, prohibited, needs_licence, each with from,
// before, basis, published, overtaken, source. Conditions of an exception: from, before,
// published, overtaken, origins, products, claimed, presumed, under the USMCA, not under
// the USMCA, under program, loaded before, entered before, charged under, the whole
// article, US content, reading, collected, comes first. What they mean is said at the fields of
// Measure, Term and Exception.
//
// # Errors
//
// Read reports every fault as a *SyntaxError with file, line, column, the text and what
// was expected, the first fifty together. Book and Over refuse what is stated to no effect
// as well: a bar too few, so that days stand where a unit does; a measure without origins,
// products or days; an exception without a condition; what is taken out of nothing; a name
// that nothing has, or that nothing refers to (Lint). A book that is returned compiles. What
// Print writes reads back as the same book.
package law
