package minzheng.payments;

import java.time.LocalDate;

/**
 * Why something changes. One decision has one id, so that telling it twice changes nothing.
 *
 * @param id of the decision in its own desk, such as {@code determination:318}
 * @param decidedOn the day of the decision
 * @param reason one line for people, such as 收入变化复核
 */
public record Cause(String id, LocalDate decidedOn, String reason) {}
