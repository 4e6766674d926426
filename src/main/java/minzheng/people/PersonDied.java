package minzheng.people;

import java.time.LocalDate;

/**
 * A death was recorded. Published inside the transaction, with the whole city in scope; listeners
 * stop and correct what must not go on and tell what they did.
 */
public record PersonDied(long personId, LocalDate day, Effects effects) {}
