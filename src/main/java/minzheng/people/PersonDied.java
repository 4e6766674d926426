package minzheng.people;

import java.time.LocalDate;

/**
 * A death was recorded, and memberships ended. Published inside the transaction, with the whole
 * city in scope; listeners correct what must not go on, or tell who decides it, and say so.
 */
public record PersonDied(long personId, LocalDate day, Effects effects) {}
