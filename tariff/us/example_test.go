package us_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func ExampleBook() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := engine.Assess(tariff.Entry{
		Date: trade.NewDate(2025, 9, 1), Origin: "IN", Product: "6109.10.00.12", Value: decimal.NewFromInt(10000),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range answer.Applied() {
		fmt.Println(l.Heading, l.DutyText, l.Duty)
	}
	fmt.Println(answer.Total)
	// Output:
	// 6109.10.00 16.5% 1650
	// 9903.02.26 25% 2500
	// 9903.01.84 25% 2500
	// 6650
}

// What an importer could know on a day, and what is now known for it, differ where
// a change was published late; the difference is a refund.
func ExampleBook_asPublished() {
	phone := tariff.Entry{Date: trade.NewDate(2025, 4, 6), Origin: "IN", Product: "8517.13.00.00", Value: decimal.NewFromInt(1000)}
	then, err := tariff.Compile(us.Book().AsPublished(trade.NewDate(2025, 4, 10)))
	if err != nil {
		fmt.Println(err)
		return
	}
	now, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	paid, due := then.Charge(phone), now.Charge(phone)
	fmt.Println("paid", paid.Total, "due", due.Total, "refund", paid.Total.Sub(due.Total))
	// Output:
	// paid 100 due 0 refund 100
}

// The register of what the law does not settle. Each entry has its reason in
// Choice.Reason and the headings that it touches in Choice.Headings.
func ExampleChoices() {
	for _, c := range us.Choices() {
		fmt.Printf("%d. %s %s\n", c.Number, c.Question, c.Answer)
	}
	// Output:
	// 1. Which base rates hold after 2026 revision 10, the last edition whose rates are held? Those of revision 10; an answer that rests on them says so.
	// 2. From which day does a line hold that an edition adds or corrects? From the effective day in its change record; a corrected misprint and the lines that the basic edition of 2025 left out hold from the beginning.
	// 3. What is charged on goods of chapter 98? The duty of the line of chapter 98 as its text says; where that refers to another provision, the amount is a fact that the entry must bring.
	// 4. On what part of the value is the metal duty charged before 6 April 2026? On the metal content that is claimed; a product of chapters 72, 73, 74 or 76 without a claim is all metal, any other product needs the share.
	// 5. Were the quotas for steel and aluminum of single countries open before 12 March 2025? Yes: goods of those countries pay no Section 232 duty then.
	// 6. Do goods of Canada and Mexico pay the duty on metals between 12 March and 3 June 2025? Those under the USMCA do; the others pay the border order and not the duty on metals.
	// 7. Is aluminum in goods of other countries smelted or cast in Russia? No, unless the entry claims 9903.85.67 or 9903.85.68.
	// 8. Do goods of the United Kingdom have the rates of note 16(d) from 6 April 2026? Only when the entry claims 9903.82.04 or 9903.82.05.
	// 9. What does machinery of Canada and Mexico under the USMCA pay from 8 June 2026? 25 percent of its value less the content of the United States that the entry states, of which 40 percent of the value at most counts; 25 percent of all of it when none is stated.
	// 10. Do countries that pay column 2 pay a duty on the list of note 16(k)? No.
	// 11. Do steel of Mexico melted elsewhere, aluminum of Mexico smelted in China, Belarus or Iran, and steel of Ukraine without certificates pay before 12 March 2025? When the entry claims 9903.81.83 to .86, 9903.85.71 or .72.
	// 12. Is a chassis that stands in notes 33(g) and 38(b) a part of a car or a heavy vehicle? A part of a car, unless the entry claims 9903.94.06; it is charged once.
	// 13. Do buses pay the duty on metals beside 9903.74.02? No.
	// 14. Does aluminum of Russia pay 200 percent in vehicles, their parts and semiconductor articles? Not before 6 April 2026; from then on beside the duty of those programs.
	// 15. Are cars of the United Kingdom within the quota of 9903.94.31? Yes, unless the entry claims 9903.94.01.
	// 16. Which goods stood in note 16(n) between 12 March and 17 August 2025? Twelve provisions outside chapter 73 of Annex I to Proclamation 10896, and eleven appliance lines from 23 June.
	// 17. Are all provisions of notes 33(g) and 38(i) parts of vehicles when nothing is claimed? Yes; goods for other use are declared under 9903.94.06 or 9903.74.11.
	// 18. From 6 April 2026, is the metal of a listed article outside chapters 72 to 76 at least 15 percent of its weight? Yes, unless 9903.82.03 is claimed.
	// 19. Which heading charges the machinery that PP 11032 moved to 15 percent in all on 8 June 2026? 9903.82.25 for goods without metal of the United States.
	// 20. What decides whether a listed medicine, semiconductor or drone is charged? The heading that the entry claims; without one the answer needs that fact.
	// 21. Do the furniture and cabinet rates of 1 January 2026 hold? No: 25 percent goes on; the increase is put off to 1 January 2027.
	// 22. Do the Section 301 duties on products of China reach Hong Kong and Macau? No.
	// 23. Which respirators, facemasks and batteries stood in note 31(b) before 1 January 2026? 6307.90.98.42, .44, .50, .75 and 8507.60.00.10 at 25 %; 6307.90.98.70 under 9903.91.04; the other numbers of 8507.60.00 on list 4A at 7.5 %.
	// 24. Note 20(g) leaves out statistical numbers that have since been renumbered (2931.90.9051). Are the successors out as well? Yes: 2931.90.90.30, .35, .40 and .52 are not on the list of 9903.88.04.
	// 25. Must an importer claim 9903.88.69 where the exclusion takes in a whole statistical number? No: the duty is lifted for every entry of that number. Exclusions by description want the claim.
	// 26. How are sets whose rate derives from another subheading charged (9903.88.21 to .28)? Like the subheading under which they are entered.
	// 27. Was the maritime action of note 31(k) and (l) in force on 9 November 2025? Yes, for that one day.
	// 28. What holds for products of China from 10 November 2026, when the exclusions and the suspension of the maritime action end? It is not known, and the book says so; who holds the last rule gets the duty without exclusions and the maritime action in force.
	// 29. Which rate did solar modules pay in the last two stages of Section 201? 14.25 percent to 6 February 2025, 14 percent to 6 February 2026.
	// 30. Under which heading does an importer say that a listed article is no quartz surface product? Under 9903.45.32, a name of this book.
	// 31. How much of a metal article is left to the reciprocal duty? The customs value less the value on which a Section 232 duty is charged; for a mill product without a claimed share nothing.
	// 32. Does the duty for Russian oil reach the part of a derivative that is not metal? No: the whole article is outside.
	// 33. How do metal content and United States content join under the reciprocal duty? Both are taken off the value; the rest, not below zero, is charged.
	// 34. Until when must goods loaded before 5 April 2025 be entered to be outside the reciprocal duty? Before 16 June 2025.
	// 35. When did the duties under the Act end: with the ruling of 20 February 2026 or with collection on the 24th? Entries up to 23 February are charged; refunds are a matter of the courts.
	// 36. Are printed matter and works of art outside these duties by their number alone? No: informational materials are claimed under 9903.01.22, .31 or .89.
	// 37. Was 9903.82.02 outside Section 122 from 6 April 2026? Yes, throughout.
	// 38. Before 6 April 2026, what part of a metal derivative pays Section 122? The value on which no Section 232 duty is charged.
	// 39. Does the ruling of the Court of International Trade of 7 May 2026 end Section 122 for other importers? No: it is charged through 23 July 2026.
	// 40. Does the 60-economy duty hold while it is before the Court of International Trade? Yes, to the last day known.
	// 41. Is alcohol of Canada that is banned only when packaged taken as packaged? Yes, unless the entry claims 9903.03.12, which bulk goods still pay.
	// 42. What becomes of banned goods that were imported before 29 September 2026 and are entered later? The book answers that they are prohibited.
	// 43. Is AGOA open from 30 September 2025, when it lapsed, to its renewal? Yes.
	// 44. How are textiles entered under AGOA, the Caribbean Basin Trade Partnership Act and the acts for Haiti? Under their lines of subchapters XIX and XX of chapter 98, with spi=D, spi=R or spi=HT, a name of this book; as goods of chapter 98 they pay no reciprocal duty, Section 122 or note 52. Haiti's acts, like AGOA, hold throughout to 31 December 2026.
	// 45. Is the Nepal Preference Program open in 2026? No: its last day is 31 December 2025.
	// 46. What is the base rate when goods of Canada or Mexico claim the USMCA? What the special column offers to S or S+; a line whose general rate is free stays free. The symbols S and S+ say the same as the claim.
	// 47. Which base does the cap of note 52 take when Japan's special rate is claimed? The rate that is paid, as for Korea.
	// 48. What do goods of the United States, of Puerto Rico and of the insular possessions pay? What goods of any country pay, unless the entry claims otherwise (United States content, a provision of chapter 98).
	// 49. Which goods are of the European Union? Goods of the 27 member countries by their codes; Guadeloupe, Martinique, French Guiana, Réunion, Mayotte, Saint Martin and the Åland Islands stand alone, as any territory does that has a code (Svalbard beside Norway, Kosovo beside Serbia).
	// 50. What does a panel count where the fact of a shipment is unknown? The statutory panel: no claim, no preference, metal in the whole value. With AverageShares: published averages by product and origin.
	// 51. How much steel do derivatives outside chapter 73 hold on average? Half of their value, in AverageShares alone.
	// 52. Why is the mean of India lower than the published one between 27 August 2025 and 6 February 2026 (43.5 against 44.6 percent on 1 September)? The law stands: the duty for Russian oil leaves the whole derivative out.
	// 53. Why does Germany differ from the published means on 1 September 2025 (11.5 against 13.0 percent)? The goods that the deal leaves out are out from 1 September 2025, as now known.
	// 54. Why is the mean of China on 12 April 2025 higher than the published one (141.8 against 141.4 percent)? The law stands: printed matter and works of art pay unless they are claimed as informational materials.
	// 55. Why are the means of March 2026 0.3 percentage points below the published ones? Their Section 232 part is larger (0.0485 against 0.0467 for every origin without a deal).
	// 56. Why are mean totals lower than the published ones by 0.65 percentage points? A duty of so much a unit counts as 0; of a compound duty its share of the value counts.
	// 57. What does a panel count for a duty that hangs on a question of fact (patented medicines, semiconductors, drones, quartz)? Nothing, unless the shares say that the heading is claimed.
}
