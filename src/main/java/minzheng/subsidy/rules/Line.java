package minzheng.subsidy.rules;

/**
 * One line of the arithmetic on the determination sheet.
 *
 * @param letter by which later lines refer to it
 * @param formula the calculation with its numbers written out
 * @param result amount (2,100.00) or verdict (成立)
 * @param basis document or article; null where it follows from the lines above
 * @param total the line that states the amount
 */
public record Line(
    String letter, String label, String formula, String result, String basis, boolean total) {}
